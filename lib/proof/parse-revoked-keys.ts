import { parseBase64 } from './base64'
import { formatFingerprint } from './ssh-key'
import { splitWire } from './ssh-wire'

export type RevokedKeys = {
  /** `SHA256:...` */
  readonly fingerprints: ReadonlySet<string>
  /** Lines that are neither. While there is one, the revoked keys are unknown. */
  readonly brokenLines: readonly number[]
}

const FINGERPRINT = /^SHA256:[A-Za-z0-9+/]{43}(?=$|[ \t])/

/** Keys that are never trusted: one SSH public key or fingerprint per line, `#` starts a comment. */
export function parseRevokedKeys(text: string): RevokedKeys {
  const fingerprints = new Set<string>()
  const brokenLines: number[] = []
  for (const [index, whole] of text.split('\n').entries()) {
    const line = whole.trim()
    if (line === '' || line.startsWith('#')) continue
    const fingerprint = FINGERPRINT.exec(line)?.[0] ?? fingerprintOf(line)
    if (fingerprint === null) brokenLines.push(index + 1)
    else fingerprints.add(fingerprint)
  }
  return { fingerprints, brokenLines }
}

function fingerprintOf(line: string): string | null {
  const [, type = '', base64 = ''] = /^(\S+)[ \t]+(\S+)/.exec(line) ?? []
  const blob = parseBase64(base64)
  if (!blob || type === '' || splitWire(blob)?.[0]?.toString('latin1') !== type) return null
  return formatFingerprint(blob)
}
