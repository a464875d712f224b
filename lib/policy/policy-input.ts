import type { RegistryArtifact } from '@/lib/registry/artifact'
import type { TagPlan } from '@/lib/registry/commands/tag-plan'
import type { Identity } from './principal'
import type { RepoPolicy, StageRules } from './repo-policy'

/** What the rules are evaluated on. */
export type PolicyInput = {
  readonly server: StageRules
  /** Null where the default branch has no .signet.yaml. */
  readonly repo: RepoPolicy | null
  readonly plan: TagPlan
  /** As it was before the plan; null where the plan makes it. */
  readonly artifact: RegistryArtifact | null
  readonly requester: Identity
  /** Whoever approved; that they are editors is for the caller to see to. */
  readonly approvers: readonly Identity[]
  readonly reason: string | null
  /** Of the branches that rules name, those that the plan's commit is on. */
  readonly commitBranches: readonly string[]
  /** The verdict on the version's registration tag; null where it was not judged. */
  readonly registrationVerdict: string | null
}
