import type { StepBudget } from '@/lib/repo-data/step-budget'
import type { AnnotatedTag, CommitFact, Instant, Oid } from '@/lib/snapshot/types'
import type { BranchDeclaration } from './branch'
import type { RegistryEvent } from './event'
import type { ArtifactFacts } from './facts'
import type { ArtifactName, CommitSha, StageName } from './names'
import type { Owner } from './owners'
import type { RegistryProblem } from './problem'

export type RegistryVersion = {
  /** A SemVer name, or the full commit id where nothing is registered on the commit. */
  readonly name: string
  readonly commit: CommitSha
  /** It was registered at some time. */
  readonly registered: boolean
  /** Known only from a stage tag or a branch's annotation. */
  readonly discovered: boolean
  /** Not deregistered. */
  readonly active: boolean
  readonly registration: RegistryEvent | null
  /** In `compareEvents` order. */
  readonly events: readonly RegistryEvent[]
  /** The stages that it is shown to hold, by name. */
  readonly stages: readonly StageName[]
  readonly stageEvents: ReadonlyMap<
    StageName,
    { readonly assignments: number; readonly unassignments: number; readonly active: boolean }
  >
  readonly commitFact: CommitFact | null
  readonly facts: ArtifactFacts | null
}

type StageHolder = {
  readonly stage: StageName
  readonly version: RegistryVersion
  readonly assignment: RegistryEvent
  /** How many registered, active version names are SemVer-newer; null when nothing is registered here. */
  readonly behind: number | null
}

export type RegistryArtifact = {
  readonly name: ArtifactName
  readonly events: readonly RegistryEvent[]
  /** Events that change nothing, because the input says that their tags do not count. */
  readonly rejected: readonly RegistryEvent[]
  /** SemVer descending (of equal ones the later registered first), then commits descending. */
  readonly versions: readonly RegistryVersion[]
  /** Only stages that are held and that `.gto` allows; the latest assigned first. */
  readonly stages: ReadonlyMap<StageName, readonly StageHolder[]>
  /** The SemVer-highest active registered version, prereleases included; never by time. */
  readonly latest: RegistryVersion | null
  readonly deprecated: boolean
  /** It has a tag. */
  readonly registered: boolean
  /** The facts of the shown annotation; null without one. */
  readonly facts: ArtifactFacts | null
  readonly source: { readonly file: string; readonly commit: Oid } | null
  readonly owners: readonly Owner[]
  readonly updatedAt: Instant
  readonly problems: readonly RegistryProblem[]
}

export type ArtifactInput = {
  readonly name: ArtifactName
  /** All of the artifact's annotated tags, in any order. */
  readonly tags: readonly AnnotatedTag[]
  readonly commits: ReadonlyMap<Oid, CommitFact>
  readonly facts: ReadonlyMap<Oid, ArtifactFacts>
  /** The default branch first. */
  readonly branches: readonly BranchDeclaration[]
  readonly versionsPerStage: 'one' | 'many'
  /** Names of tags that do not count. The state is derived as if they did not exist. */
  readonly rejected?: ReadonlySet<string>
  /** For CODEOWNERS, shared by the artifacts of a repository. */
  readonly ownersBudget?: StepBudget
}
