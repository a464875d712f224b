import type { Actor } from '@/lib/auth/actor'
import type { PolicyDecision } from '@/lib/policy/evaluate-policy'
import type { Identity } from '@/lib/policy/principal'
import type { TouchedStage } from '@/lib/policy/touched-stages'
import type { RegistryArtifact } from '@/lib/registry/artifact'
import type { Command } from '@/lib/registry/commands/command'
import type { TagPlan } from '@/lib/registry/commands/tag-plan'
import type { Refusal } from '@/lib/views/refusal'
import type { LoadedArtifact, LoadedRepo } from './load-repo'

/** Whoever has approved, and of what: `targets` as `Checked` has them; null: whatever they are now. */
export type Approval = { readonly by: Identity; readonly targets: readonly string[] | null }

/** Who wants something written, with what they give for it. */
export type Request = {
  readonly commands: readonly Command[]
  readonly requester: Identity
  /** What limits a token; null where whoever asked is not at hand any more. */
  readonly actor: Actor | null
  readonly approvals: readonly Approval[]
  readonly reason: string | null
  /** Of the preview that is confirmed; null: whatever the state is now. */
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

/** Planned, and not yet judged. */
export type Planned = Pick<CheckedCommand, 'command' | 'loaded' | 'plan' | 'seconds'>

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
  /** Whoever has approved just that. */
  readonly approvers: readonly Identity[]
}
