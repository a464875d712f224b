import type { Actor } from '@/lib/auth/actor'
import type { PolicyDecision } from '@/lib/policy/evaluate-policy'
import type { Identity } from '@/lib/policy/principal'
import type { TouchedStage } from '@/lib/policy/touched-stages'
import type { RegistryArtifact } from '@/lib/registry/artifact'
import type { Command } from '@/lib/registry/commands/command'
import type { TagPlan } from '@/lib/registry/commands/tag-plan'
import type { Refusal } from '@/lib/views/refusal'
import type { LoadedArtifact, LoadedRepo } from './load-repo'

/** An approver, and what they approved: `targets` as `Checked` has them; null approves the present ones. */
export type Approval = { readonly by: Identity; readonly targets: readonly string[] | null }

/** Commands to check, with the requester and the approvals that they have. */
export type CheckRequest = {
  readonly commands: readonly Command[]
  readonly requester: Identity
  /** With the limits of the requester's token; null where the requester has no account any more. */
  readonly actor: Actor | null
  readonly approvals: readonly Approval[]
  readonly reason: string | null
  /** Fingerprint of the preview that is confirmed; null accepts any state. */
  readonly expected: string | null
}

export type CheckedCommand = {
  readonly command: Command
  readonly loaded: LoadedArtifact
  readonly plan: TagPlan
  /** Unix seconds that the tag is dated with. */
  readonly seconds: number
  readonly after: RegistryArtifact
  /** Every stage that the plan changes. */
  readonly touchedStages: readonly TouchedStage[]
  readonly policy: PolicyDecision
}

/** A command with its tag plan, before the rules are evaluated. */
export type PlannedCommand = Pick<CheckedCommand, 'command' | 'loaded' | 'plan' | 'seconds'>

export type Checked = {
  readonly kind: 'checked'
  readonly repo: LoadedRepo
  /** Fingerprint of the artifacts' tags. */
  readonly expected: string
  readonly outcome: 'allowed' | 'needs-approval' | 'refused'
  readonly refusal: Refusal | null
  /** Empty where a command is impossible. */
  readonly commands: readonly CheckedCommand[]
  readonly approvalsNeeded: number
  /** What the commands stand for: kind, artifact, version, stage and commit of each. */
  readonly targets: readonly string[]
  /** The people who have approved exactly these targets. */
  readonly approvers: readonly Identity[]
}
