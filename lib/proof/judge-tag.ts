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

/** The reason for the status, where it needs one. */
type VerdictCode =
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
  /**
   * The principal of the key that made the valid signature, as the key ring names it; null without a valid signature,
   * and for an unknown key.
   */
  readonly signer: string | null
  /** `SHA256:...` or an OpenPGP primary fingerprint. */
  readonly key: string | null
  readonly why: VerdictCode | null
}

export type JudgedTag = {
  readonly proof: SignatureProof
  /** Without `refs/tags/`. */
  readonly refName: string
  /** The commit that the tag peels to; null when it is missing. */
  readonly commit: Oid | null
  /** Canonical id of the repository that the tag was found in. */
  readonly registryRepo: string
  /**
   * When Signet first saw this object under this name, in Unix seconds of its clock; null: it existed at the first
   * sync.
   */
  readonly firstSeen: number | null
  /** Whether this name has pointed at another object. */
  readonly moved: boolean
  /** Whether the rules allow this principal to write the tag. */
  readonly allows: (signer: string) => boolean
}

/**
 * The verdict on one ref. It is `good` only if all of this holds: the object is well-formed and signed by a trusted key
 * that was valid at the tagger's date and when Signet first saw it; it has its own name, is for this repository, and is
 * on an existing commit; its signer is authorized; and the ref never moved. Otherwise the first reason against it is
 * named.
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
