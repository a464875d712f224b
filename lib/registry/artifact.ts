import type { AnnotatedTag, CommitFact, Instant, Oid } from '@/lib/snapshot/types'
import { bindEvents } from './bind-events'
import type { BranchDeclaration } from './branch'
import type { RegistryEvent } from './event'
import type { ArtifactFacts } from './facts'
import { formatCount, LIMITS } from './limits'
import type { ArtifactName, CommitSha, StageName } from './names'
import { deriveOwners, type Owner } from './owners'
import { distinctProblems, limitProblems, type ProblemCode, type RegistryProblem } from './problem'
import { limitHolders, listHolders } from './stage-holders'
import { listTagProblems } from './tag-problems'
import { countNewer, deriveVersions, listBound } from './versions'
import { openWork, type Work } from './work'

/** Raise it when derived values get another meaning: every repository is then derived anew. */
export const DERIVATION = 3

export type RegistryVersion = {
  /** A SemVer name, or the full commit id where nothing is registered on the commit. */
  readonly name: string
  readonly commit: CommitSha
  /** It was registered at some time. */
  readonly registered: boolean
  /** Known only by a stage tag or a branch's annotation. */
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

export type StageHolder = {
  readonly stage: StageName
  readonly version: RegistryVersion
  readonly assignment: RegistryEvent
  /** How many registered, active version names are SemVer-newer; null where nothing is registered here. */
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
  /** What the shown annotation says; null without one. */
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
  /** Names of tags that do not count: no state is derived from them, as if they were not there. */
  readonly rejected?: ReadonlySet<string>
  /** For CODEOWNERS, shared by the artifacts of a repository. */
  readonly ownersWork?: Work
}

/** Steps for CODEOWNERS and the paths of all artifacts, a second or two. */
export const OWNERS_STEPS = 50_000_000

const OWNERS_LIMIT = `CODEOWNERS: the limit is ${formatCount(OWNERS_STEPS)} steps`
const HOLDERS_LIMIT = `stages: the limit is ${formatCount(LIMITS.stageHolders)} versions in stages`

/**
 * The state of one artifact: exactly GTO's, but that only a tag revives a deprecated artifact (D2) and
 * for what `bindEvents` and `compareEvents` say.
 */
export function deriveArtifact(input: ArtifactInput): RegistryArtifact {
  const { counted, rejected } = splitRejected(input)
  const bound = bindEvents(input.name, counted)
  const all = listBound(input, bound)
  const stages = input.branches[0]?.gto.stages ?? null
  const report = (code: ProblemCode, detail: string): RegistryProblem => {
    const place = { artifact: input.name, file: null, line: null, tag: null, commit: null }
    return { code, ...place, detail }
  }
  const rule = { versionsPerStage: input.versionsPerStage, stages }
  const { holders: held, isCut } = limitHolders(listHolders(all, rule), LIMITS.stageHolders)
  const byBound = deriveVersions(input, all, held)
  const versions = [...byBound.values()]
  const newer = countNewer(all)
  const holders = [...held].map(([stage, list]) => {
    const shown = list.flatMap(({ version: boundTo, assignment }) => {
      const version = byBound.get(boundTo)
      return version === undefined
        ? []
        : [{ stage, version, assignment, behind: newer.get(version.name) ?? null }]
    })
    return [stage, shown] as const
  })
  const latest = versions.find((version) => version.registered && version.active) ?? null
  const shown = findShown(input, latest, versions)
  const codeowners = input.branches[0]?.codeowners ?? null
  const work = input.ownersWork ?? openWork(OWNERS_STEPS)
  return {
    name: input.name,
    events: bound.events,
    rejected,
    versions,
    stages: new Map(holders),
    latest,
    deprecated: isDeprecated(bound.events),
    registered: bound.events.length > 0,
    facts: shown?.facts ?? null,
    source: formatSource(shown),
    owners: deriveOwners({ facts: shown?.facts ?? null, codeowners, events: bound.events, work }),
    updatedAt: findUpdate(input, { events: bound.events, rejected, shown }),
    problems: limitProblems(
      distinctProblems([
        ...listTagProblems(input.name, bound, stages),
        ...(isCut ? [report('list-too-long', HOLDERS_LIMIT)] : []),
        ...(work.isOver() ? [report('too-much-work', OWNERS_LIMIT)] : []),
        ...listFactProblems(input, versions),
      ]),
      { most: LIMITS.problems, artifact: input.name, commit: null },
    ),
  }
}

/** What a rejected tag would have meant is told as if all tags counted. */
function splitRejected({ name, tags, rejected = new Set() }: ArtifactInput) {
  if (rejected.size === 0) return { counted: tags, rejected: [] }
  const isRejected = (tag: AnnotatedTag) => rejected.has(tag.name)
  return {
    counted: tags.filter((tag) => !isRejected(tag)),
    rejected: bindEvents(name, tags).events.filter(({ tag }) => isRejected(tag)),
  }
}

type Shown = { readonly facts: ArtifactFacts; readonly commit: Oid }

/** The annotation to show: a branch's, the default one first; else the latest version's; else any version's. */
function findShown(
  { branches, facts }: ArtifactInput,
  latest: RegistryVersion | null,
  versions: readonly RegistryVersion[],
): Shown | null {
  const commits: Oid[] = branches.map(({ branch }) => branch.commit)
  if (latest !== null) commits.push(latest.commit)
  for (const commit of [...commits, ...versions.map((version) => version.commit)]) {
    const found = facts.get(commit)
    if (found?.annotated) return { facts: found, commit }
  }
  return null
}

function formatSource(shown: Shown | null): RegistryArtifact['source'] {
  const file = shown?.facts.file ?? null
  return shown === null || file === null ? null : { file, commit: shown.commit }
}

/** A deprecation counts until the next registration or assignment (D2). */
function isDeprecated(events: readonly RegistryEvent[]): boolean {
  const deciding = events.findLast(
    ({ kind }) => kind === 'deprecation' || kind === 'registration' || kind === 'assignment',
  )
  return deciding?.kind === 'deprecation'
}

type Updates = Pick<RegistryArtifact, 'events' | 'rejected'> & { readonly shown: Shown | null }

function findUpdate({ commits }: ArtifactInput, { events, rejected, shown }: Updates): Instant {
  const newest = events.at(-1)
  if (newest !== undefined) return newest.tag.at
  const commit = shown === null ? undefined : commits.get(shown.commit)
  return commit?.committedAt ?? rejected.at(-1)?.tag.at ?? { seconds: 0, offset: 0 }
}

function listFactProblems(
  { branches, facts }: ArtifactInput,
  versions: readonly RegistryVersion[],
): readonly RegistryProblem[] {
  const commits = new Set<Oid>(branches.map(({ branch }) => branch.commit))
  for (const version of versions) commits.add(version.commit)
  return [...commits].flatMap((commit) => facts.get(commit)?.problems ?? [])
}
