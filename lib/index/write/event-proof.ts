import type { Verdict } from '@/lib/proof/judge-tag'
import type { Anomaly } from '@/lib/views/event'
import type { SignaturePolicy } from '@/lib/views/signature'

/** What is known of an event besides what its tag says: who proved it, who acted, whether it counts. */
export type EventProof = {
  readonly verdict: Verdict
  /** What the tag was measured by. */
  readonly policy: SignaturePolicy
  /** It changes nothing, because the policy wants a proof. */
  readonly rejected: boolean
  readonly anomalies: readonly Anomaly[]
  /** Who asked for it and who approved, as a verified tag of ours says. */
  readonly actor: string | null
  readonly approvers: readonly string[]
  readonly reason: string | null
}
