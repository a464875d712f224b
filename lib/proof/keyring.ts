import { createHash } from 'node:crypto'
import { matchPatterns } from './match-patterns'
import { mergeOpenpgpKeys } from './merge-openpgp-keys'
import {
  type AllowedSigner,
  parseAllowedSigners,
  type SignerProblemCode,
} from './parse-allowed-signers'
import { type OpenpgpProblemCode, parseOpenpgpKeys } from './parse-openpgp-keys'
import { parseRevokedKeys, type RevokedKeys } from './parse-revoked-keys'
import type { Grant } from './proof'
import { formatFingerprint, parseSshKey, type SshKey } from './ssh-key'

export type KeyringSource = {
  /** Contents of the files that `trust` names; empty when it names none. */
  readonly allowedSigners: string
  readonly revokedKeys: string
  readonly openpgpKeys: string
  /** The key of Signet's own tags: an SSH public key's line or an armored OpenPGP key. */
  readonly service: { readonly principal: string; readonly publicKey: string } | null
}

export type KeyringProblem = {
  readonly file: 'allowed-signers' | 'revoked-keys' | 'openpgp-keys' | 'service-key'
  readonly line: number
  readonly code: SignerProblemCode | OpenpgpProblemCode | 'not-a-key'
}

type KnownKey = { readonly key: SshKey; readonly grants: readonly Grant[] }

/** The trusted keys, parsed once. */
export type Keyring = {
  /** A hash of the trust, independent of the layout of the files. Proofs are stored under it. */
  readonly hash: string
  /** By the public key's wire form as latin1. */
  readonly ssh: ReadonlyMap<string, KnownKey>
  readonly revoked: RevokedKeys
  readonly openpgp: {
    /** What gpgv reads as its key ring. */
    readonly bytes: Buffer
    /** Of the primary keys: 40 upper-case hex digits. */
    readonly fingerprints: readonly string[]
  }
  /** The service account's principal, which no other OpenPGP key may use, and its keys. */
  readonly service: { readonly principal: string; readonly fingerprints: readonly string[] } | null
  readonly problems: readonly KeyringProblem[]
}

/** Raised when the same bytes and keys are judged differently than before. */
const RULES = 2
const NAMESPACE = 'git'
const OPENPGP = '-----BEGIN PGP '

/** Parses the trusted keys. A key that cannot be read is not trusted and reported as a problem. Never throws. */
export function openKeyring(source: KeyringSource): Keyring {
  const own = source.service ? parseOwnKey(source.service) : { entries: [], problems: [] }
  const openpgpOwn = source.service?.publicKey.includes(OPENPGP) ? source.service.publicKey : ''
  const ownKeys = parseOpenpgpKeys(openpgpOwn)
  const signers = parseAllowedSigners(source.allowedSigners)
  const others = parseOpenpgpKeys(source.openpgpKeys)
  const revoked = parseRevokedKeys(source.revokedKeys)
  const entries = [...own.entries, ...signers.entries]
  const openpgp = {
    bytes: mergeOpenpgpKeys([...ownKeys.packets, ...others.packets]),
    fingerprints: [...new Set([...ownKeys.fingerprints, ...others.fingerprints])],
  }
  const service = source.service && {
    principal: source.service.principal,
    fingerprints: ownKeys.fingerprints,
  }
  const trust = { entries, revoked, openpgp, service }
  return {
    hash: hashTrust(trust),
    ssh: indexEntries(entries),
    revoked,
    openpgp,
    service,
    problems: [
      ...[...own.problems, ...ownKeys.problems].map((p) => ({
        file: 'service-key' as const,
        ...p,
      })),
      ...signers.problems.map((p) => ({ file: 'allowed-signers' as const, ...p })),
      ...revoked.brokenLines.map((line) => brokenRevocation(line)),
      ...others.problems.map((p) => ({ file: 'openpgp-keys' as const, ...p })),
    ],
  }
}

function brokenRevocation(line: number): KeyringProblem {
  return { file: 'revoked-keys', code: 'not-a-key', line }
}

function parseOwnKey({ principal, publicKey }: { principal: string; publicKey: string }) {
  if (publicKey.includes(OPENPGP)) return { entries: [], problems: [] }
  const { entries, problems } = parseAllowedSigners(`service namespaces="git" ${publicKey.trim()}`)
  return { entries: entries.map((entry) => ({ ...entry, principals: principal })), problems }
}

/** Which principals each key proves in git's namespace, as `git verify-tag` asks ssh-keygen. */
function indexEntries(entries: readonly AllowedSigner[]): ReadonlyMap<string, KnownKey> {
  const byKey = new Map<string, AllowedSigner[]>()
  for (const entry of entries) {
    const id = entry.key.toString('latin1')
    const same = byKey.get(id)
    if (same) same.push(entry)
    else byKey.set(id, [entry])
  }
  return new Map(
    [...byKey].map(([id, same]) => [
      id,
      { key: parseSshKey(Buffer.from(id, 'latin1')), grants: listGrants(same) },
    ]),
  )
}

/** `find-principals` names those of the first line with the key; `verify` then accepts any line for each. */
function listGrants(same: readonly AllowedSigner[]): readonly Grant[] {
  const named = (same[0]?.principals ?? '').split(',')
  const end = named.indexOf('')
  const names = (end === -1 ? named : named.slice(0, end)).filter((name) => !name.startsWith('!'))
  return names.flatMap((signer) =>
    same
      .filter((entry) => matchPatterns(signer, entry.principals))
      .filter(({ namespaces }) => namespaces === null || matchPatterns(NAMESPACE, namespaces))
      .map(({ from, until }) => ({ signer, from, until })),
  )
}

function hashTrust(trust: {
  readonly entries: readonly AllowedSigner[]
  readonly revoked: RevokedKeys
  readonly openpgp: Keyring['openpgp']
  readonly service: Keyring['service']
}): string {
  const { entries, revoked, openpgp, service } = trust
  const text = JSON.stringify([
    RULES,
    entries.map((e) => [e.principals, formatFingerprint(e.key), e.namespaces, e.from, e.until]),
    [...revoked.fingerprints].sort(),
    revoked.brokenLines.length > 0,
    openpgp.bytes.toString('base64'),
    service,
  ])
  return createHash('sha256').update(text).digest('hex')
}
