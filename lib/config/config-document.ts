import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
} from 'yaml'
import type { ConfigProblem } from './config-error'
import { fillReferences, maskReferences, type Sources, unmaskReferences } from './interpolation'

export type ConfigPath = readonly (string | number)[]

/** A parsed signet.yaml: values are text, lists and mappings (YAML's failsafe schema). */
export type ConfigDocument = {
  readonly value: unknown
  /** The line of a key (or of its nearest parent that stands in the file). */
  lineOf(path: ConfigPath): number | null
  /** What a person wrote at a path where that was filled in from elsewhere, else null. */
  writtenAt(path: ConfigPath): string | null
  readonly problems: readonly ConfigProblem[]
}

type Reading = {
  readonly doc: ReturnType<typeof parseDocument>
  readonly references: readonly string[]
  readonly sources: Sources
  readonly fileName: string
  readonly lines: Map<string, number>
  readonly written: Map<string, string>
  readonly problems: ConfigProblem[]
  readonly lineAt: (offset: number) => number
}

const MAX_DEPTH = 20

/** Parses the operator's file, filling in `${...}`. What is wrong comes back as problems, all of it at once. */
export function parseConfigDocument(
  text: string,
  fileName: string,
  sources: Sources,
): ConfigDocument {
  const { masked, references } = maskReferences(text)
  const counter = new LineCounter()
  const doc = parseDocument(masked, {
    schema: 'failsafe',
    prettyErrors: false,
    lineCounter: counter,
  })
  const reading: Reading = {
    doc,
    references,
    sources,
    fileName,
    lines: new Map(),
    written: new Map(),
    problems: [],
    lineAt: (offset) => counter.linePos(offset).line,
  }
  for (const error of doc.errors) {
    addProblem(reading, reading.lineAt(error.pos[0]), {
      key: '',
      found: SYNTAX[error.code] ?? 'text that is not YAML',
      allowed: 'one YAML mapping of keys and values',
    })
  }
  const value =
    doc.errors.length > 0 || doc.contents === null ? null : readNode(reading, doc.contents, [])
  return {
    value,
    problems: reading.problems,
    lineOf: (path) => findLine(reading.lines, path),
    writtenAt: (path) => reading.written.get(JSON.stringify(path)) ?? null,
  }
}

/** `repos[0].poll` */
export function formatConfigPath(path: ConfigPath): string {
  return path
    .map((part, i) => (typeof part === 'number' ? `[${part}]` : i === 0 ? part : `.${part}`))
    .join('')
}

function readNode(reading: Reading, node: Node, path: ConfigPath): unknown {
  if (path.length > MAX_DEPTH) return null
  if (isAlias(node)) return readAlias(reading, node.resolve(reading.doc), path)
  if (isMap(node)) {
    return Object.fromEntries(node.items.map((pair) => readPair(reading, pair as Pair, path)))
  }
  if (isSeq(node)) {
    return node.items.map((item, i) => {
      noteLine(reading, item as Node, [...path, i])
      return readNode(reading, item as Node, [...path, i])
    })
  }
  return isScalar(node) ? readScalar(reading, String(node.value ?? ''), path) : null
}

function readAlias(reading: Reading, target: Node | undefined, path: ConfigPath): unknown {
  if (target !== undefined) return readNode(reading, target, path)
  addProblem(reading, findLine(reading.lines, path), {
    key: formatConfigPath(path),
    found: 'an alias of an anchor that does not exist',
    allowed: 'an anchor that stands above it',
  })
  return null
}

function readPair(reading: Reading, pair: Pair, path: ConfigPath): [string, unknown] {
  const key = isScalar(pair.key) ? String(pair.key.value) : ''
  const name = unmaskReferences(key, reading.references)
  noteLine(reading, pair.key as Node, [...path, name])
  const value = pair.value === null ? '' : readNode(reading, pair.value as Node, [...path, name])
  return [name, value]
}

function readScalar(reading: Reading, scalar: string, path: ConfigPath): string {
  const filled = fillReferences(scalar, reading.references, reading.sources)
  if (filled.kind === 'plain') return filled.text
  if (filled.kind === 'filled') {
    reading.written.set(JSON.stringify(path), filled.source)
    return filled.text
  }
  addProblem(reading, findLine(reading.lines, path), { key: formatConfigPath(path), ...filled })
  return ''
}

function addProblem(
  reading: Reading,
  line: number | null,
  problem: { readonly key: string; readonly found: string; readonly allowed: string },
): void {
  const { key, found, allowed } = problem
  reading.problems.push({ source: reading.fileName, line, key, found, allowed })
}

function noteLine(reading: Reading, node: Node | null, path: ConfigPath): void {
  const offset = node?.range?.[0]
  if (offset !== undefined) reading.lines.set(JSON.stringify(path), reading.lineAt(offset))
}

function findLine(lines: ReadonlyMap<string, number>, path: ConfigPath): number | null {
  for (let length = path.length; length > 0; length -= 1) {
    const line = lines.get(JSON.stringify(path.slice(0, length)))
    if (line !== undefined) return line
  }
  return null
}

/** Own sentences: the parser's messages quote the file, and a quoted token could be a password. */
const SYNTAX: Readonly<Record<string, string>> = {
  BAD_INDENT: 'an indentation or a bracket that does not fit',
  BLOCK_AS_IMPLICIT_KEY: 'two keys on one line',
  DUPLICATE_KEY: 'a key that stands twice',
  MISSING_CHAR: 'a quote, comma or bracket missing',
  MULTIPLE_DOCS: 'a second document after ---',
  TAB_AS_INDENT: 'a tab as indentation',
  BAD_SCALAR_START: 'a value that must stand in quotes',
  UNEXPECTED_TOKEN: 'text where none is expected',
}
