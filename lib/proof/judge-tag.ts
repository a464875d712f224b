import type { Oid, SignatureFormat } from '@/lib/snapshot/types'
import type {
  BadCode,
  Grant,
  MalformedCode,
  SignatureProof,
  UnsupportedCode,
  UntrustedCode,
} from './proof'

export const VERDICTS = [
  'good',
  'unsigned',
  'untrusted',
  'not-allowed',
  'mismatch',
  'wrong-repo',
  'bad',
  'malformed',
  'revoked',
  'expired',
  'unsupported',
  'moved',
] as const
export type VerdictStatus = (typeof VERDICTS)[number]

/** Details where the status alone leaves a question. */
export type VerdictCode =
  | MalformedCode
  | UnsupportedCode
  | BadCode
  | UntrustedCode
  | 'nested'
  | 'commit-differs'
  | 'not-yet-valid'

export type Verdict = {
  readonly status: VerdictStatus
  readonly format: SignatureFormat | null
  /** Whose key made the valid signature, in the key ring's words; null where none did or it is not known. */
  readonly signer: string | null
  /** `SHA256:...` or an OpenPGP primary fingerprint. */
  readonly key: string | null
  readonly why: VerdictCode | null
}

export type JudgedTag = {
  readonly proof: SignatureProof
  /** Without `refs/tags/`. */
  readonly refName: string
  /** Where the tag leads by peeling; null where that commit is missing. */
  readonly commit: Oid | null
  /** Canonical id of the repository that the tag was found in. */
  readonly registryRepo: string
  /** When we first saw this object under this name, Unix seconds of our clock; null: it was there at our first look. */
  readonly firstSeen: number | null
  /** Whether this name has pointed at another object. */
  readonly moved: boolean
  /** Whether the rules let this principal do what the tag does. */
  readonly allows: (signer: string) => boolean
}

/**
 * The verdict on one ref. `good` only if everything holds: the object is strict and signed by a trusted key that
 * was valid at the tagger's date and when we first saw it, under its own name, for this repository, on an existing
 * commit, by somebody who may, and never moved. The first reason against it is named.
 */
export function judgeTag(tag: JudgedTag): Verdict {
  const { proof } = tag
  switch (proof.kind) {
    case 'unsigned':
      return { status: 'unsigned', format: null, signer: null, key: null, why: null }
    case 'malformed':
      return verdict('malformed', { format: proof.format, key: null }, { why: proof.why })
    case 'unsupported':
    case 'bad':
    case 'untrusted':
      return verdict(proof.kind, proof, { why: proof.why })
    case 'revoked':
    case 'expired':
      return verdict(proof.kind, proof, {})
    case 'trusted':
      return judgeTrusted(tag, proof)
  }
}

type Trusted = Extract<SignatureProof, { readonly kind: 'trusted' }>
type Of = { readonly format: SignatureFormat; readonly key: string | null }
type More = { readonly signer?: string; readonly why?: VerdictCode }

function verdict(status: VerdictStatus, { format, key }: Of, { signer, why }: More): Verdict {
  return { status, format, signer: signer ?? null, key, why: why ?? null }
}

function judgeTrusted(tag: JudgedTag, proof: Trusted): Verdict {
  const { claims, grants } = proof
  const moments = tag.firstSeen === null ? [claims.at] : [claims.at, tag.firstSeen]
  const valid = grants.filter((grant) => moments.every((at) => covers(grant, at)))
  const signer = (valid[0] ?? grants[0]).signer
  const say = (status: VerdictStatus, why?: VerdictCode) => verdict(status, proof, { signer, why })
  if (claims.type !== 'commit') return say('malformed', 'nested')
  if (claims.target !== tag.commit) return say('malformed', 'commit-differs')
  if (claims.name !== tag.refName) return say('mismatch')
  if (claims.registryRepos.some((repo) => repo !== tag.registryRepo)) return say('wrong-repo')
  if (valid.length === 0)
    return say('expired', startsLater(grants, moments) ? 'not-yet-valid' : undefined)
  const allowed = valid.find((grant) => tag.allows(grant.signer))
  if (!allowed) return say('not-allowed')
  return verdict(tag.moved ? 'moved' : 'good', proof, { signer: allowed.signer })
}

function covers({ from, until }: Grant, at: number): boolean {
  return (from === null || at >= from) && (until === null || at <= until)
}

function startsLater(grants: readonly Grant[], moments: readonly number[]): boolean {
  return grants.every(({ from }) => from !== null && moments.some((at) => at < from))
}
