import { decodeRefName } from '@/lib/git/decode-ref-name'
import { LIMITS } from '@/lib/repo-data/limits'
import { decodeCut } from './decode-bytes'
import { parseSignatureLine } from './parse-signature-line'
import { splitObject } from './split-object'
import type { Instant, Oid, Person, SignatureFormat, UnusableTagCode } from './types'

export type TagObject = {
  readonly kind: 'tag'
  readonly target: Oid
  readonly name: string
  readonly tagger: Person
  readonly at: Instant
  readonly message: string
  readonly signature: SignatureFormat | null
}

/** `target` is where the tag points nevertheless: of a tag inside another nothing else matters. */
export type TagRefusal = {
  readonly kind: 'refused'
  readonly code: UnusableTagCode
  readonly target: Oid | null
}

const OID = /^[0-9a-f]{40}$/
const TYPE = /^(?:commit|tree|blob|tag)$/

/** What is read of a larger object is copied, because a piece of a text keeps the whole text in memory. */
const LARGE = 4096

/**
 * One tag object from its bytes, strictly: `object`, `type`, `tag`, `tagger` in this order, a date that is
 * one. Later headers are allowed, as Git allows them, and say nothing here. Names are cut to 255 bytes and the
 * message to 16 KiB.
 */
export function parseTagObject(body: Buffer): TagObject | TagRefusal {
  const tag = parseTag(body)
  return body.length > LARGE ? structuredClone(tag) : tag
}

function parseTag(body: Buffer): TagObject | TagRefusal {
  const parts = splitObject(body)
  if (!parts) return refuse('tag-malformed', null)
  const [object, type, tag, tagger] = parts.headers
  if (object?.[0] !== 'object' || type?.[0] !== 'type' || tag?.[0] !== 'tag')
    return refuse('tag-malformed', null)
  if (!OID.test(object[1]) || !TYPE.test(type[1]) || tag[1] === '')
    return refuse('tag-malformed', null)
  if (tagger?.[0] !== 'tagger') return refuse('tag-without-tagger', object[1])
  const encoding = parts.headers.find(([name]) => name === 'encoding')?.[1] ?? null
  const line = parseSignatureLine(tagger[1], encoding)
  if (!line) return refuse('tag-malformed', object[1])
  if (!line.at) return refuse('tag-invalid-date', object[1])
  const { message, signature } = stripSignature(parts.message)
  return {
    kind: 'tag',
    target: object[1],
    // A ref with a longer name is ignored, so that a longer name is another name than that of its ref.
    name: decodeRefName(tag[1].slice(0, LIMITS.nameBytes + 1)),
    tagger: line.person,
    at: line.at,
    message: decodeCut(message, LIMITS.textBytes, encoding),
    signature,
  }
}

function refuse(code: UnusableTagCode, target: Oid | null): TagRefusal {
  return { kind: 'refused', code, target }
}

const SIGNATURE =
  /^-----BEGIN (?:(PGP) (?:SIGNATURE|MESSAGE)|(SSH) SIGNATURE|SIGNED MESSAGE)-----/gm

/** The signature starts at the last line that can start one and goes to the end, as in Git. */
function stripSignature(text: string): { message: string; signature: SignatureFormat | null } {
  if (!text.includes('-----BEGIN ')) return { message: text, signature: null }
  const last = [...text.matchAll(SIGNATURE)].at(-1)
  if (!last) return { message: text, signature: null }
  const signature = last[1] ? 'openpgp' : last[2] ? 'ssh' : 'x509'
  return { message: text.slice(0, last.index), signature }
}
