import { parseSignerOptions, type SignerOptionsProblem } from './allowed-signer-options'
import { parseBase64 } from './base64'
import { parseSshKey } from './ssh-key'
import { splitWire } from './ssh-wire'

export type AllowedSigner = {
  /** A pattern list, as written. */
  readonly principals: string
  /** The public key's wire form. */
  readonly key: Buffer
  readonly namespaces: string | null
  /** Unix seconds, both included; null: no limit. */
  readonly from: number | null
  readonly until: number | null
}

export type SignerProblemCode =
  | SignerOptionsProblem
  | 'bad-quotes'
  | 'no-key'
  | 'bad-key'
  /** Certificates are not supported. */
  | 'cert-authority'
  /** No signature of this kind of key is verified. */
  | 'key-unsupported'

export type SignerProblem = { readonly code: SignerProblemCode; readonly line: number }

export type AllowedSigners = {
  /** In the order of the file, which decides the principal that is named first. */
  readonly entries: readonly AllowedSigner[]
  readonly problems: readonly SignerProblem[]
}

type Line =
  | { readonly kind: 'entry'; readonly entry: AllowedSigner }
  | { readonly kind: 'problem'; readonly problem: SignerProblemCode }

/**
 * The trusted SSH keys of a file as OpenSSH reads it (ssh-keygen(1), ALLOWED SIGNERS). As in OpenSSH, a line that
 * cannot be read is ignored and the others count. Never throws.
 */
export function parseAllowedSigners(text: string): AllowedSigners {
  const entries: AllowedSigner[] = []
  const problems: SignerProblem[] = []
  for (const [index, whole] of text.split('\n').entries()) {
    // As a string of C, a line ends with a NUL.
    const [read = ''] = whole.split('\0', 1)
    const content = read.replace(/^[ \t\r]+|[ \t\r]+$/g, '')
    if (content === '' || content.startsWith('#')) continue
    const line = parseLine(content)
    if (line.kind === 'entry') entries.push(line.entry)
    else problems.push({ code: line.problem, line: index + 1 })
  }
  return { entries, problems }
}

function parseLine(content: string): Line {
  const first = cutPrincipals(content)
  if (!first) return { kind: 'problem', problem: 'bad-quotes' }
  const { principals, rest } = first
  const bare = parseKeyText(rest)
  if (bare) return toLine(principals, '', bare)
  const options = /^(?:\\"|"(?:\\"|(?!\\")[^"])*"|(?!\\")[^ \t"])*/.exec(rest)?.[0] ?? ''
  const after = rest.slice(options.length)
  if (after !== '' && !/^[ \t]/.test(after)) return { kind: 'problem', problem: 'bad-quotes' }
  if (after.trim() === '') return { kind: 'problem', problem: 'no-key' }
  const key = parseKeyText(after.replace(/^[ \t]+/, ''))
  return key ? toLine(principals, options, key) : { kind: 'problem', problem: 'bad-key' }
}

/** The first word, of which one part may be quoted. */
function cutPrincipals(content: string): { principals: string; rest: string } | null {
  const end = content.search(/[ \t\r"]/)
  if (end === -1) return { principals: content, rest: '' }
  const quote = content[end] === '"' ? content.indexOf('"', end + 1) : null
  if (quote === -1) return null
  const principals =
    quote === null ? content.slice(0, end) : content.slice(0, end) + content.slice(end + 1, quote)
  return { principals, rest: content.slice((quote ?? end) + 1).replace(/^[ \t\r]+/, '') }
}

type KeyText = { readonly blob: Buffer; readonly supported: 'yes' | 'no' }

const KEY_TYPE =
  /^(?:(?:ssh-(?:ed25519|rsa|dss)|ecdsa-sha2-nistp(?:256|384|521))(?:-cert-v01@openssh\.com)?|sk-(?:ssh-ed25519|ecdsa-sha2-nistp256)(?:-cert-v01)?@openssh\.com)$/

/** `TYPE BASE64 comment`; null when it is none. */
function parseKeyText(text: string): KeyText | null {
  const [, type = '', base64 = ''] = /^([^ \t]+)[ \t]+([^ \t]+)/.exec(text) ?? []
  if (!KEY_TYPE.test(type)) return null
  // OpenSSH's base64 skips all white space, and only blanks and tabs end the word.
  const blob = parseBase64(base64.replace(/[\r\v\f]/g, ''))
  if (!blob || splitWire(blob)?.[0]?.toString('latin1') !== type) return null
  const { kind } = parseSshKey(blob)
  return kind === 'broken' ? null : { blob, supported: kind === 'key' ? 'yes' : 'no' }
}

function toLine(principals: string, optionText: string, key: KeyText): Line {
  const parsed = parseSignerOptions(optionText)
  if (parsed.kind === 'problem') return { kind: 'problem', problem: parsed.problem }
  const { certAuthority, ...options } = parsed.options
  if (certAuthority) return { kind: 'problem', problem: 'cert-authority' }
  if (key.supported === 'no') return { kind: 'problem', problem: 'key-unsupported' }
  return { kind: 'entry', entry: { principals, key: key.blob, ...options } }
}
