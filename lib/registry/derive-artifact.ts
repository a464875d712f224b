import { formatCount, LIMITS } from '@/lib/repo-data/limits'
import { openStepBudget } from '@/lib/repo-data/step-budget'
import type { AnnotatedTag, Instant, Oid } from '@/lib/snapshot/types'
import type { ArtifactInput, RegistryArtifact, RegistryVersion } from './artifact'
import { bindEvents } from './bind-events'
import type { RegistryEvent } from './event'
import type { ArtifactFacts } from './facts'
import { deriveOwners } from './owners'
import { distinctProblems, limitProblems, type ProblemCode, type RegistryProblem } from './problem'
import { limitHolders, listHolders } from './stage-holders'
import { listTagProblems } from './tag-problems'
import { countNewer, deriveVersions, listBound } from './versions'

/**
 * The version of the derivation. Raise it when derived values change their meaning; every repository is then derived
 * again.
 */
export const DERIVATION = 13

/** Steps for CODEOWNERS and the paths of all artifacts, a second or two. */
export const OWNERS_STEPS = 50_000_000

const OWNERS_LIMIT = `CODEOWNERS: the limit is ${formatCount(OWNERS_STEPS)} steps`
const HOLDERS_LIMIT = `stages: the limit is ${formatCount(LIMITS.stageHolders)} versions in stages`

/**
 * The state of one artifact. It equals GTO's, except that only a tag revives a deprecated artifact (D2), and except for
 * the differences named at `bindEvents` and `compareEvents`.
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
  const budget = input.ownersBudget ?? openStepBudget(OWNERS_STEPS)
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
    source: buildSource(shown),
    owners: deriveOwners({ facts: shown?.facts ?? null, codeowners, events: bound.events, budget }),
    updatedAt: findUpdate(input, { events: bound.events, rejected, shown }),
    problems: limitProblems(
      distinctProblems([
        ...listTagProblems(input.name, bound, stages),
        ...(isCut ? [report('list-too-long', HOLDERS_LIMIT)] : []),
        ...(budget.isExhausted() ? [report('too-much-work', OWNERS_LIMIT)] : []),
        ...listFactProblems(input, versions),
      ]),
      { most: LIMITS.problems, artifact: input.name, commit: null },
    ),
  }
}

/** The event of a rejected tag is derived as if all tags counted. */
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

function buildSource(shown: Shown | null): RegistryArtifact['source'] {
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
