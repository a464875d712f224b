import { inspectBytes } from '../inspect-bytes'
import { restoreSpelled } from '../spelled-number'
import type { DataValue, FileFact, FileProblemCode, Oid } from '../types'
import { CHILD_PROGRAM } from './child-process'
import { DocumentQueue, type Outcome } from './document-queue'

/**
 * The version of the parser. Raise it when a document could get another result than before; poisoned blobs are stored
 * with it.
 */
export const PARSER_VERSION = 2

const TIMEOUT_MS = 2_000

export type YamlForm = 'yaml' | 'typed-yaml'
export type YamlDocument = { readonly oid: Oid; readonly form: YamlForm; readonly bytes: Buffer }

export type YamlParser = {
  /** Starts the child, so that it is up when the first documents come. */
  prepare(): void
  /** One fact a document, in their order: data or a problem. Throws only when no child can be started. */
  parse(documents: readonly YamlDocument[]): Promise<FileFact[]>
  /** Gives the memory of a child back that has read much and has nothing to do. */
  release(): void
  /** Ends the child; documents not answered yet are rejected. */
  close(): Promise<void>
}

/** `timeoutMs` is what one document of up to 256 KiB may take; both are for tests. */
export type YamlParserOptions = { readonly program?: string; readonly timeoutMs?: number }

/**
 * Parses untrusted YAML in a child process, because the `yaml` package can abort Node on a file of 2 KB. A document
 * that kills the child is one problem; the next child parses the others. One parser serves the whole process.
 */
export function openYamlParser(options: YamlParserOptions = {}): YamlParser {
  const queue = new DocumentQueue(options.program ?? CHILD_PROGRAM, options.timeoutMs ?? TIMEOUT_MS)
  const parseOne = async (document: YamlDocument): Promise<FileFact> => {
    const { oid, form, bytes } = document
    const problem = inspectBytes(bytes)
    if (problem) return { kind: 'problem', oid, ...problem }
    return toFact(document, await queue.push({ form, bytes }))
  }
  return {
    prepare: () => queue.prepare(),
    parse: (documents) => Promise.all(documents.map(parseOne)),
    release: () => queue.release(),
    close: () => queue.close(),
  }
}

/** What `child.mjs` writes. */
type Answer =
  | { readonly value: DataValue; readonly lines: Readonly<Record<string, number>> }
  | { readonly code: FileProblemCode; readonly line: number | null; readonly detail: string }

const POISON_DETAIL = {
  'yaml-timeout': 'took too long to read',
  'yaml-parser-crashed': 'ended the YAML parser',
} as const

function toFact({ oid, bytes }: YamlDocument, outcome: Outcome): FileFact {
  if (outcome.kind === 'poison') return poisonFact(oid, outcome.code)
  const answer = JSON.parse(outcome.json) as Answer
  if ('code' in answer) return { kind: 'problem', oid, ...answer }
  const value = restoreSpelled(answer.value, outcome.json)
  return { kind: 'data', oid, size: bytes.length, value, lines: answer.lines }
}

/** The fact of a document that killed the parser, now or in an earlier sync. */
export function poisonFact(oid: Oid, code: keyof typeof POISON_DETAIL): FileFact {
  return { kind: 'problem', code, oid, line: null, detail: POISON_DETAIL[code] }
}
