import { LIMITS } from '@/lib/repo-data/limits'
import { decodeBytes, firstBytes } from './decode-bytes'
import { parseSignatureLine, type SignatureLine } from './parse-signature-line'
import { type ObjectParts, splitObject } from './split-object'
import type { CommitFact, Oid } from './types'

const OID = /^[0-9a-f]{40}$/
const MAX_SUBJECT = 1_000
const UNKNOWN: SignatureLine = { person: { name: '', email: '' }, at: null }
const EPOCH = { seconds: 0, offset: 0 }

/** What is read of a larger object is copied, because a piece of a text keeps the whole text in memory. */
const LARGE = 4096

/**
 * One commit from its bytes, of which the last ones may be missing. A broken author or date does not hide the
 * commit's files: names become empty, dates 1970-01-01, as Git shows them. Null when there is no tree or a parent
 * is no object id.
 */
export function parseCommitObject(oid: Oid, body: Buffer, size = body.length): CommitFact | null {
  const whole = body.length < size ? body.subarray(0, body.lastIndexOf('\n')) : body
  const commit = parseCommit(oid, whole)
  return body.length > LARGE ? structuredClone(commit) : commit
}

function parseCommit(oid: Oid, body: Buffer): CommitFact | null {
  const parts = splitObject(body)
  const [tree] = parts?.headers ?? []
  if (!parts || tree?.[0] !== 'tree' || !OID.test(tree[1])) return null
  const parents = parts.headers.filter(([name]) => name === 'parent').map(([, value]) => value)
  if (!parents.every((parent) => OID.test(parent))) return null
  const encoding = headerOf(parts, 'encoding')
  const author = person(parts, 'author', encoding)
  const committer = person(parts, 'committer', encoding)
  return {
    oid,
    tree: tree[1],
    parents: parents.slice(0, LIMITS.parents),
    author: author.person,
    authoredAt: author.at ?? EPOCH,
    committedAt: committer.at ?? EPOCH,
    subject: decodeBytes(subjectOf(parts.message), encoding),
  }
}

function headerOf(parts: ObjectParts, name: string): string | null {
  return parts.headers.find(([key]) => key === name)?.[1] ?? null
}

function person(parts: ObjectParts, name: string, encoding: string | null): SignatureLine {
  const line = headerOf(parts, name)
  return (line === null ? null : parseSignatureLine(line, encoding)) ?? UNKNOWN
}

/** The first paragraph as one line, as `git log` shows it. */
function subjectOf(message: string): string {
  const start = message.search(/[^\n]/)
  if (start === -1) return ''
  const end = message.indexOf('\n\n', start)
  const paragraph = message.slice(start, end === -1 ? undefined : end)
  return firstBytes(paragraph, MAX_SUBJECT)
    .replaceAll(/\s*\n\s*/g, ' ')
    .trim()
}
