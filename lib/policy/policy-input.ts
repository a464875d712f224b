import type { RegistryArtifact } from '@/lib/registry/artifact'
import type { TagPlan } from '@/lib/registry/commands/tag-plan'
import type { Identity } from './principal'
import type { RepoPolicy, StageRules } from './repo-policy'

/** The input of the rules. */
export type PolicyInput = {
  readonly server: StageRules
  /** Null when the default branch has no .signet.yaml. */
  readonly repo: RepoPolicy | null
  readonly plan: TagPlan
  /** As it was before the plan; null when the plan makes it. */
  readonly artifact: RegistryArtifact | null
  readonly requester: Identity
  /** The people who approved. The caller must make sure that they are editors. */
  readonly approvers: readonly Identity[]
  readonly reason: string | null
  /** The branches named by rules that contain the plan's commit. */
  readonly commitBranches: readonly string[]
  /** The verdict on the version's registration tag; null when it was not judged. */
  readonly registrationVerdict: string | null
}
