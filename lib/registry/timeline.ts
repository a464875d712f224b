import { LIMITS } from '@/lib/repo-data/limits'
import { openStepBudget } from '@/lib/repo-data/step-budget'
import type { AnnotatedTag } from '@/lib/snapshot/types'
import { type BoundEvents, type BoundVersion, bindEvents } from './bind-events'
import { openCommitClaims } from './commit-claims'
import type { RegistryEvent } from './event'
import { openHeap } from './heap'
import type { ArtifactName, StageName } from './names'
import { openNewerNames } from './newer-names'
import { openStageClaims } from './stage-claims'
import { type BoundHolder, type HolderRule, limitHolders } from './stage-holders'
import { listBound } from './versions'

/** What the tags of an artifact came to from one second on, until the next moment. */
export type Moment = {
  /** Unix seconds of the newest events in it. */
  readonly since: number
  /** The last of them. */
  readonly newest: RegistryEvent
  readonly latest: { readonly version: BoundVersion; readonly registration: RegistryEvent } | null
  /** Registered and active ones. */
  readonly versionCount: number
  readonly deprecated: boolean
  /** By stage; in each the newest assignment first. */
  readonly holders: readonly MomentHolder[]
}

export type MomentHolder = BoundHolder & {
  readonly stage: StageName
  readonly position: number
  readonly behind: number | null
}

export type Timeline = {
  /** Oldest first; none where there would be too many. */
  readonly moments: readonly Moment[]
  readonly isCut: boolean
}

/** Steps for the stages of all moments: so many for each event, and more. */
const STEPS_PER_EVENT = 64
const MORE_STEPS = 10_000

/**
 * The states of an artifact over time: at each moment what `deriveArtifact` makes of the tags up to then without branches.
 * A stage tag may belong to another version then than today: to the commit, until a version is registered there (D1), or to
 * the highest version known then, where none was active (D4). The cost is the logarithm of the events for each step.
 */
export function deriveTimeline(
  name: ArtifactName,
  tags: readonly AnnotatedTag[],
  rule: HolderRule,
): Timeline {
  return replayEvents(name, bindEvents(name, tags), rule)
}

/** The same of events that are bound. */
export function replayEvents(name: ArtifactName, bound: BoundEvents, rule: HolderRule): Timeline {
  const budget = openStepBudget(STEPS_PER_EVENT * bound.events.length + MORE_STEPS)
  const replay = openReplay(listBound({ name, branches: [] }, bound), bound, rule)
  const moments: Moment[] = []
  for (const [index, event] of bound.events.entries()) {
    const steps = replay.add(event, index)
    if (!budget.spend(steps)) return { moments: [], isCut: true }
    if (bound.events[index + 1]?.tag.at.seconds === event.tag.at.seconds) continue
    if (!budget.spend(replay.countSteps())) return { moments: [], isCut: true }
    moments.push(replay.read(event))
  }
  return { moments, isCut: false }
}

/** `versions` are SemVer descending. */
function openReplay(versions: readonly BoundVersion[], bound: BoundEvents, rule: HolderRule) {
  const latest = openLatest(versions)
  const newer = openNewerNames(versions)
  const commits = openCommitClaims(bound)
  const isActive = (version: BoundVersion) =>
    version.key === null ? commits.highest(version.commit) === null : latest.isActive(version)
  const stages = openStageClaims({ bound, rule, commits, isActive })
  let deprecated = false

  const addDirect = (event: RegistryEvent) => {
    const { version, before } = commits.know(event)
    const steps = before === null ? 0 : stages.add(commits.claimsOf(before))
    const change = latest.note(version, event)
    if (change !== 0) newer.setActive(version, change > 0)
    return steps + (change > 0 || before !== null ? stages.add(commits.claimsOf(version)) : 0)
  }
  return {
    /** The steps that it took. */
    add: (event: RegistryEvent, index: number): number => {
      const { kind, stage } = event
      if (kind !== 'unassignment' && kind !== 'deregistration') deprecated = kind === 'deprecation'
      if (kind === 'deprecation') return 1
      if (stage === null) return 1 + addDirect(event)
      commits.claim(stage, { event, index })
      return stages.add(new Map([[stage, { event, index }]]))
    },
    countSteps: stages.count,
    read: (event: RegistryEvent): Moment => ({
      since: event.tag.at.seconds,
      newest: event,
      latest: latest.find(),
      versionCount: latest.count(),
      deprecated,
      holders: listMomentHolders(stages.list(), newer.count),
    }),
  }
}

function listMomentHolders(
  stages: ReadonlyMap<StageName, readonly BoundHolder[]>,
  countNewer: (version: BoundVersion) => number | null,
): readonly MomentHolder[] {
  const listed: MomentHolder[] = []
  for (const [stage, held] of limitHolders(stages, LIMITS.stageHolders).holders) {
    for (const [position, { version, assignment }] of held.entries())
      listed.push({ stage, position, version, assignment, behind: countNewer(version) })
  }
  return listed
}

/** The active versions and the highest of them. */
function openLatest(versions: readonly BoundVersion[]) {
  const ranks = new Map(versions.map((version, rank) => [version, rank]))
  const registrations = new Map<BoundVersion, RegistryEvent>()
  const active = openHeap()
  return {
    isActive: (version: BoundVersion) => registrations.has(version),
    count: () => registrations.size,
    /** 1: it became active. -1: it is not any more. */
    note: (version: BoundVersion, event: RegistryEvent): -1 | 0 | 1 => {
      const before = registrations.has(version)
      const after = event.kind === 'registration'
      if (after) registrations.set(version, event)
      else registrations.delete(version)
      if (before === after) return 0
      if (after) active.add(ranks.get(version) ?? 0)
      return after ? 1 : -1
    },
    find: (): Moment['latest'] => {
      for (let rank = active.first(); rank !== undefined; rank = active.first()) {
        const version = versions[rank]
        const registration = version && registrations.get(version)
        if (version && registration) return { version, registration }
        active.removeFirst()
      }
      return null
    },
  }
}
