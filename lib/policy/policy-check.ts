import type { RefusalDetails } from '@/lib/registry/commands/refusal'

/** Why a part of a rule holds or not. */
export type PolicyReason =
  | 'who-matched'
  | 'who-missed'
  | 'from-held'
  | 'from-never-held'
  | 'on-branch'
  | 'not-on-branch'
  | 'approved'
  | 'approvals-missing'
  | 'reason-given'
  | 'reason-missing'
  | 'metric-holds'
  | 'metric-fails'
  | 'metric-missing'
  | 'registration-proven'
  | 'registration-not-proven'
  | 'card-found'
  | 'card-missing'
  /** The check is known but cannot be evaluated yet. */
  | 'check-not-answerable'
  | 'check-unknown'
  | 'policy-broken'

/** One part of a rule and its result. */
export type PolicyCheck = {
  readonly rule: 'who' | 'from' | 'branches' | 'approvals' | 'reason' | 'check' | 'policy'
  /** As a person would write it: `metrics.auc >= 0.9`. */
  readonly text: string
  readonly outcome: 'pass' | 'fail' | 'pending'
  readonly why: PolicyReason
  /** Always with the stage. */
  readonly details: RefusalDetails
}
