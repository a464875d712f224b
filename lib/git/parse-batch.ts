import { GitError } from './git-error'
import type { GitObject, ObjectType } from './git-object'

export type BatchParser = {
  /** Returns how many objects came so far. */
  push(chunk: Buffer): number
  /**
   * Throws `git-failed` when the stream broke off inside an object; returns how many objects came.
   */
  finish(): number
}

type Header = { readonly oid: string; readonly type: ObjectType; readonly size: number }
type Body = { readonly header: Header; readonly bytes: Buffer; seen: number }

const EMPTY = Buffer.alloc(0)

/**
 * Parses the answers of `git cat-file` to `contents` (or to `info`, without bodies) as they come.
 * Bodies are cut to `maxBody` bytes.
 */
export function createBatchParser(
  form: 'with-bodies' | 'without-bodies',
  maxBody: number,
  onObject: (object: GitObject) => void,
): BatchParser {
  let count = 0
  let rest: Buffer = EMPTY
  let open: Body | null = null

  const emit = (object: GitObject) => {
    count++
    onObject(object)
  }
  /** A literal: adding a body to a spread header takes a hundred times as long. */
  const emitBody = ({ oid, type, size }: Header, body: Buffer) => emit({ oid, type, size, body })

  /** Takes bytes of the body that spans chunks; returns where the next header starts. */
  const continueBody = (body: Body, chunk: Buffer): number => {
    const { size } = body.header
    const take = Math.min(size - body.seen, chunk.length)
    if (body.seen < body.bytes.length) chunk.copy(body.bytes, body.seen, 0, take)
    body.seen += take
    if (take === chunk.length) return take // the line feed after the body is still to come
    if (chunk[take] !== 10) throw broken()
    open = null
    emitBody(body.header, body.bytes)
    return take + 1
  }

  return {
    push: (chunk) => {
      let at = open ? continueBody(open, chunk) : 0
      const data = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
      rest = EMPTY
      while (at < data.length) {
        const end = data.indexOf(10, at)
        if (end < 0) break
        const header = parseHeader(data.toString('latin1', at, end))
        at = end + 1
        if (header.type === 'missing') emit(header)
        else if (form === 'without-bodies') emitBody(header, EMPTY)
        else if (at + header.size < data.length) {
          if (data[at + header.size] !== 10) throw broken()
          emitBody(header, data.subarray(at, at + Math.min(header.size, maxBody)))
          at += header.size + 1
        } else {
          open = { header, bytes: Buffer.alloc(Math.min(header.size, maxBody)), seen: 0 }
          at += continueBody(open, data.subarray(at))
        }
      }
      if (open === null) rest = data.subarray(at)
      return count
    },
    finish: () => {
      if (open !== null || rest.length > 0) throw broken()
      return count
    },
  }
}

function parseHeader(line: string): Header | { readonly oid: string; readonly type: 'missing' } {
  const [oid = '', type = '', size = ''] = line.split(' ')
  if (type === 'missing') return { oid, type }
  const isKnown = type === 'commit' || type === 'tree' || type === 'blob' || type === 'tag'
  if (!isKnown || !/^\d+$/.test(size)) throw broken()
  return { oid, type, size: Number(size) }
}

function broken(): GitError {
  return new GitError('git-failed', 'The stream of objects from git broke off.')
}
