import type { Keyring } from '@/lib/proof/keyring'
import type { SignatureProof, TagClaims } from '@/lib/proof/proof'

const PREFIX = '[GNUPG:] '
const FORMAT = { format: 'openpgp' } as const

/**
 * The answer of `gpgv --status-fd` (GnuPG's doc/DETAILS). A signature is trusted only when gpgv reports exactly once
 * that it is good and exactly once who made it, reports nothing against it, and the primary key is in the key ring. A
 * key that has expired since is trusted for the time before, so that its tags do not change with the clock.
 */
export function parseGpgvStatus(
  output: string,
  claims: TagClaims,
  keyring: Pick<Keyring, 'openpgp' | 'service'>,
): SignatureProof {
  const statuses = new Map<string, string[][]>()
  // Only a line feed ends a line of gpgv: a user id may hold what other readers take for one.
  for (const line of output.split('\n').filter((text) => text.startsWith(PREFIX))) {
    const [word = '', ...fields] = line.slice(PREFIX.length).split(' ')
    statuses.set(word, [...(statuses.get(word) ?? []), fields])
  }
  const one = (word: string) =>
    statuses.get(word)?.length === 1 ? (statuses.get(word)?.[0] ?? null) : null
  if (statuses.has('BADSIG')) return { kind: 'bad', ...FORMAT, key: null, why: 'incorrect' }
  if (statuses.has('ERRSIG')) return buildUnknownProof(one('ERRSIG') ?? [])
  const valid = one('VALIDSIG')
  const key = valid?.at(-1) ?? ''
  if (valid === null || !keyring.openpgp.fingerprints.includes(key)) {
    return { kind: 'malformed', ...FORMAT, why: 'signature-structure' }
  }
  if (statuses.has('REVKEYSIG')) return { kind: 'revoked', ...FORMAT, key }
  if (statuses.has('EXPSIG')) return { kind: 'bad', ...FORMAT, key, why: 'signature-expired' }
  const isOver = statuses.has('EXPKEYSIG')
  const until = isOver ? findEnd(statuses.get('KEYEXPIRED') ?? []) : null
  if (isOver && until === null) return { kind: 'expired', ...FORMAT, key }
  const good = one(isOver ? 'EXPKEYSIG' : 'GOODSIG')
  if (good === null || (isOver && statuses.has('GOODSIG')))
    return { kind: 'malformed', ...FORMAT, why: 'signature-structure' }
  const signer = nameSigner(good.slice(1).join(' '), key, keyring)
  return { kind: 'trusted', ...FORMAT, key, grants: [{ signer, from: null, until }], claims }
}

/**
 * The last second of a key that is over. gpgv names the end of every expired part of the key and not whose it is, so
 * the earliest counts.
 */
function findEnd(expired: readonly (readonly string[])[]): number | null {
  const ends = expired.map(([end = '']) => (/^\d{1,12}$/.test(end) ? Number(end) : Number.NaN))
  const first = Math.min(...ends)
  return Number.isFinite(first) ? first - 1 : null
}

/** `ERRSIG keyid algorithm hash class time rc fingerprint`; rc 9: the key is not in the ring, 4: not understood. */
function buildUnknownProof(fields: readonly string[]): SignatureProof {
  const [id = '', , , , , rc, fingerprint = '-'] = fields
  const key = fingerprint === '-' ? id : fingerprint
  if (rc === '9') return { kind: 'untrusted', ...FORMAT, key, why: 'key-unknown' }
  return { kind: 'unsupported', ...FORMAT, key, why: 'algorithm' }
}

/**
 * The name of the signer: the address of the key's user id. The name of the service account belongs only to its own
 * key; another key with that name is called by its fingerprint.
 */
function nameSigner(userId: string, key: string, { service }: Pick<Keyring, 'service'>): string {
  if (service?.fingerprints.includes(key)) return service.principal
  const text = decode(userId)
  const name = /<([^<>\s]+)>\s*$/.exec(text)?.[1] ?? text.trim()
  const isTaken = name.toLowerCase() === service?.principal.toLowerCase()
  return isTaken || name === '' ? key : name
}

/** gpgv escapes what would break a line as `%0A`. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text.replace(/%(?![0-9A-Fa-f]{2})/g, '%25'))
  } catch {
    return text
  }
}
