import type { VerdictStatus } from '@/lib/proof/judge-tag'
import type { SignaturePolicy, SignatureStatus, SignatureView } from '@/lib/views/signature'

/** Columns of `events e` that `formatSignature` makes a view of. */
export type SignatureRow = {
  readonly signature: string | null
  readonly verdict: string
  readonly policy: string
  readonly signer: string | null
  readonly signer_key: string | null
}

export const signatureColumns = 'e.signature, e.verdict, e.policy, e.signer, e.signer_key'

const STATUSES = {
  good: 'verified',
  unsigned: 'unsigned',
  unsupported: 'unsupported',
  untrusted: 'untrusted',
  'not-allowed': 'untrusted',
  mismatch: 'invalid',
  'wrong-repo': 'invalid',
  bad: 'invalid',
  malformed: 'invalid',
  revoked: 'invalid',
  expired: 'invalid',
  moved: 'invalid',
} satisfies Record<VerdictStatus, SignatureStatus>

/** The verdicts that a status stands for. */
export function listVerdicts(status: SignatureStatus): readonly string[] {
  return Object.keys(STATUSES).filter((verdict) => STATUSES[verdict as VerdictStatus] === status)
}

/** The verdict on a signature. */
export function buildSignature(row: SignatureRow): SignatureView {
  const verdict = row.verdict as VerdictStatus
  return {
    status: STATUSES[verdict],
    verdict,
    policy: row.policy as SignaturePolicy,
    format: row.signature as SignatureView['format'],
    signer: row.signer,
    key: row.signer_key,
  }
}
