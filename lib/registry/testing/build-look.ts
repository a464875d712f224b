import { isMap, isScalar, LineCounter, type ParsedNode, parseDocument } from 'yaml'
import { pointer } from '@/lib/registry/data-value'
import type { Derived } from '@/lib/registry/derived'
import type { FileFact, FileForm, FileLookup, FileRequest, Oid } from '@/lib/snapshot/types'
import { fakeOid } from './build-tag'

/** The text of a file of a commit; null when there is none. */
export type FileSource = (commit: Oid, path: string) => { text: string; oid: Oid } | null

/** A source with the same files at every commit. */
export function filesEverywhere(files: Readonly<Record<string, string>>): FileSource {
  return (_commit, path) => {
    const text = Object.hasOwn(files, path) ? files[path] : undefined
    return text === undefined ? null : { text, oid: fakeOid(text) }
  }
}

/** Reads what a derivation asks for until it is done; `rounds` are the batches that it took. */
export function answer<T>(source: FileSource, derive: (look: FileLookup) => Derived<T>) {
  const read = new Map<string, FileFact>()
  const keyOf = ({ commit, path, form }: FileRequest) => `${commit} ${form} ${path}`
  const rounds: (readonly string[])[] = []
  for (;;) {
    const derived = derive((request) => read.get(keyOf(request)))
    if (derived.kind === 'done') return { value: derived.value, rounds }
    if (rounds.length === 10) throw new Error('asks without end')
    rounds.push(derived.files.map((request) => `${request.form}:${request.path}`))
    for (const request of derived.files) read.set(keyOf(request), readFact(source, request))
  }
}

function readFact(source: FileSource, { commit, path, form }: FileRequest): FileFact {
  const file = source(commit, path)
  if (file === null) return { kind: 'absent' }
  const base = { oid: file.oid, size: Buffer.byteLength(file.text) }
  if (form === 'stat') return { kind: 'stat', ...base }
  if (form === 'text') return { kind: 'text', ...base, text: file.text }
  return form === 'json' ? readJson(file.text, base) : readYaml(file.text, { ...base, form })
}

function readJson(text: string, base: { oid: Oid; size: number }): FileFact {
  try {
    return { kind: 'data', ...base, value: JSON.parse(text), lines: {} }
  } catch {
    return { kind: 'problem', code: 'json-syntax', oid: base.oid, line: null, detail: '' }
  }
}

function readYaml(text: string, base: { oid: Oid; size: number; form: FileForm }): FileFact {
  const counter = new LineCounter()
  const schema = base.form === 'yaml' ? 'failsafe' : 'core'
  const document = parseDocument(text, { schema, lineCounter: counter, prettyErrors: false })
  const [error] = document.errors
  const { oid, size } = base
  if (error !== undefined) {
    const { line } = counter.linePos(error.pos[0])
    return { kind: 'problem', code: 'yaml-syntax', oid, line, detail: error.message }
  }
  const lines: Record<string, number> = {}
  collectLines(document.contents, { keys: [], counter, lines })
  return { kind: 'data', oid, size, value: document.toJS() ?? null, lines }
}

type Walk = {
  readonly keys: readonly string[]
  readonly counter: LineCounter
  readonly lines: Record<string, number>
}

function collectLines(node: ParsedNode | null, walk: Walk): void {
  if (!isMap(node) || walk.keys.length === 3) return
  for (const { key, value } of node.items as { key: ParsedNode; value: ParsedNode | null }[]) {
    if (!isScalar(key)) continue
    const keys = [...walk.keys, String(key.value)]
    walk.lines[pointer(...keys)] = walk.counter.linePos(key.range[0]).line
    collectLines(value, { ...walk, keys })
  }
}
