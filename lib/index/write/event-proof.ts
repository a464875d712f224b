import type { Verdict } from '@/lib/proof/judge-tag'
import type { Anomaly } from '@/lib/views/event'
import type { SignaturePolicy } from '@/lib/views/signature'

/** The proof of an event: its verdict, the actor, and whether it counts. */
export type EventProof = {
  readonly verdict: Verdict
  /** The policy that applied to the tag. */
  readonly policy: SignaturePolicy
  /** The event does not count, because the policy requires a proof. */
  readonly rejected: boolean
  readonly anomalies: readonly Anomaly[]
  /** The requester and the approvers, if a verified tag of Signet names them. */
  readonly actor: string | null
  readonly approvers: readonly string[]
  readonly reason: string | null
}
