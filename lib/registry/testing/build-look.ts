import type { Derived } from '@/lib/registry/derived'
import { hashBlob } from '@/lib/snapshot/hash-blob'
import { type ParseResult, parseJson } from '@/lib/snapshot/parse-json'
import { parseLfsPointer } from '@/lib/snapshot/parse-lfs-pointer'
import { parseToml } from '@/lib/snapshot/parse-toml'
import { parsePython } from '@/lib/snapshot/python/parse-python'
import { restoreSpelled } from '@/lib/snapshot/spelled-number'
import type { FileFact, FileForm, FileLookup, FileRequest, Oid } from '@/lib/snapshot/types'
import { parseDocument } from '@/lib/snapshot/yaml/parse-document.mjs'
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
  if (file === null || form === 'folder') return { kind: 'absent' }
  const base = { oid: file.oid, size: Buffer.byteLength(file.text) }
  const bytes = Buffer.from(file.text)
  if (form === 'stat') return { kind: 'stat', ...base, lfs: parseLfsPointer(bytes) }
  if (form === 'md5') return { kind: 'md5', ...base, ...hashBlob(bytes) }
  if (form === 'text') return { kind: 'text', ...base, text: file.text }
  const parsed = parseHere(form, file.text)
  if (parsed?.kind === 'data') return { ...parsed, ...base, lines: {} }
  if (parsed?.kind === 'problem') return { ...parsed, oid: file.oid }
  const answer = parseYaml(file.text, form === 'yaml' ? form : 'typed-yaml')
  if ('code' in answer) return { kind: 'problem', oid: file.oid, ...answer }
  return { kind: 'data', ...base, ...answer }
}

/** What the YAML parser's process answers. */
export function parseYaml(text: string, form: 'yaml' | 'typed-yaml') {
  const json = JSON.stringify(parseDocument(text, form))
  const answer = JSON.parse(json)
  return 'code' in answer ? answer : { ...answer, value: restoreSpelled(answer.value, json) }
}

/** Null for YAML. */
function parseHere(form: FileForm, text: string): ParseResult | null {
  if (form === 'toml') return parseToml(text)
  if (form === 'python') return parsePython(text)
  if (form !== 'json' && form !== 'data') return null
  const result = parseJson(text)
  return form === 'data' && result.kind === 'problem' ? null : result
}
