import { MAX_SECONDS } from '@/lib/repo-data/limits'
import type { SignatureFormat } from '@/lib/snapshot/types'
import { parseOpenpgpArmor } from './openpgp-armor'
import type { MalformedCode, TagClaims } from './proof'
import { parseSshArmor } from './ssh-armor'

/** A tag object whose signed content is unambiguous. */
export type StrictTag = {
  readonly kind: 'tag'
  readonly claims: TagClaims
  /** The bytes that the signature covers: everything before it. */
  readonly payload: Buffer
  readonly format: SignatureFormat
  /** Without armor; empty for x509, which nothing here reads. */
  readonly signature: Buffer
}

export type MalformedTag = {
  readonly kind: 'malformed'
  readonly format: SignatureFormat
  readonly why: MalformedCode
}

/** Where git looks for signatures: at the start of a line. */
const MARKER = /^-----BEGIN (?:(PGP) (?:SIGNATURE|MESSAGE)|(SSH) SIGNATURE|SIGNED MESSAGE)-----/gm
const END_MARKER = /^-----END (?:PGP (?:SIGNATURE|MESSAGE)|SSH SIGNATURE|SIGNED MESSAGE)-----/m
const HEADERS =
  /^object ([0-9a-f]{40})\ntype (commit|tree|blob|tag)\ntag ([^\n]+)\ntagger [^\n<>]* <[^\n<>]*> (0|[1-9]\d{0,11}) [+-]([01]\d|2[0-3])[0-5]\d\n\n/
const MAX_SIGNATURE = 64 * 1024
const MAX_NAME = 1024
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * A tag object from its bytes, far more strictly than git reads one: exactly the headers `object`, `type`,
 * `tag`, `tagger`, no NUL, and exactly one signature block, at the very end. Never throws.
 */
export function parseSignedTag(raw: Buffer): StrictTag | MalformedTag | { kind: 'unsigned' } {
  const text = raw.toString('latin1') // one unit a byte: positions are those of the bytes
  const markers = [...text.matchAll(MARKER)]
  const last = markers.at(-1)
  if (!last) return { kind: 'unsigned' }
  const format = last[1] ? 'openpgp' : last[2] ? 'ssh' : 'x509'
  const malformed = (why: MalformedCode): MalformedTag => ({ kind: 'malformed', format, why })
  if (markers.length > 1) return malformed('many-signatures')
  if (text.includes('\0')) return malformed('nul-byte')
  const payload = text.slice(0, last.index)
  if (!payload.endsWith('\n') || END_MARKER.test(payload)) return malformed('many-signatures')
  const headers = HEADERS.exec(payload)
  const claims = headers && readClaims(headers, payload)
  if (!claims) return malformed('headers')
  if (claims === 'tag-name') return malformed('tag-name')
  const signature = readSignature(format, text.slice(last.index))
  if (!Buffer.isBuffer(signature)) return malformed(signature)
  return { kind: 'tag', claims, payload: raw.subarray(0, last.index), format, signature }
}

function readClaims(headers: RegExpExecArray, payload: string): TagClaims | 'tag-name' | null {
  const [head, target = '', type = '', name = '', seconds = ''] = headers
  const at = Number(seconds)
  if (at > MAX_SECONDS) return null
  const decoded = decodeName(name)
  if (decoded === null) return 'tag-name'
  return {
    name: decoded,
    target,
    type: type as TagClaims['type'],
    at,
    registryRepos: readRegistryRepos(payload.slice(head.length)),
  }
}

/** Null for what is not UTF-8, and for a backslash, which stands for such bytes in names of refs. */
function decodeName(latin1: string): string | null {
  if (latin1.length > MAX_NAME || latin1.includes('\\')) return null
  try {
    return UTF8.decode(Buffer.from(latin1, 'latin1'))
  } catch {
    return null
  }
}

/**
 * The values of every such line in the message. A repeated trailer must repeat its value, so two different values are
 * enough for a fault. A truncated value does not count.
 */
function readRegistryRepos(message: string): readonly string[] {
  const values = new Set<string>()
  for (const [, value = ''] of message.matchAll(/^Registry-Repo[ \t]*:(.*)$/gim)) {
    const text = Buffer.from(value, 'latin1').toString('utf8').trim()
    values.add(text.length > MAX_NAME ? `${text.slice(0, MAX_NAME)}…` : text)
    if (values.size === 2) break
  }
  return [...values]
}

function readSignature(format: SignatureFormat, armored: string): Buffer | MalformedCode {
  if (armored.length > MAX_SIGNATURE) return 'armor'
  if (format === 'x509') return Buffer.alloc(0)
  const parsed = format === 'ssh' ? parseSshArmor(armored) : parseOpenpgpArmor(armored)
  return parsed.kind === 'bytes' ? parsed.bytes : parsed.why
}
