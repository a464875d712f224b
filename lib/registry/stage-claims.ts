import type { BoundEvents, BoundVersion } from './bind-events'
import type { Claims, CommitClaims } from './commit-claims'
import { type Heap, openHeap } from './heap'
import type { StageName } from './names'
import { type BoundHolder, type HolderRule, pickHolders } from './stage-holders'

type StageClaimsInput = {
  readonly bound: BoundEvents
  readonly rule: HolderRule
  readonly commits: CommitClaims
  readonly isActive: (version: BoundVersion) => boolean
}

type Stage = {
  /** The indexes of assignments, the newest first, and of some that hold nothing any more. */
  readonly newest: Heap
  /** The indexes of all assignments; kept where a stage may hold many. */
  readonly all: Set<number>
}

/** Who holds each stage, as claims are added. */
export function openStageClaims({ bound, rule, commits, isActive }: StageClaimsInput) {
  const stages = new Map<StageName, Stage>()
  /** By name; null where one was added since. */
  let sorted: readonly (readonly [StageName, Stage])[] | null = null
  const openStage = (name: StageName): Stage => {
    const stage = { newest: openHeap(), all: new Set<number>() }
    stages.set(name, stage)
    sorted = null
    return stage
  }
  const isAllowed = rule.stages === null ? null : new Set(rule.stages)
  const holderOf = (stage: StageName, index: number): BoundHolder | null => {
    const event = bound.events[index]
    if (event?.kind !== 'assignment') return null
    const version = commits.versionOf(event)
    if (!isActive(version) || commits.claimOf(version, stage)?.index !== index) return null
    return { version, assignment: event }
  }
  const findNewest = (stage: StageName, { newest }: Stage): readonly BoundHolder[] => {
    for (let first = newest.first(); first !== undefined; first = newest.first()) {
      const holder = holderOf(stage, -first)
      if (holder !== null) return [holder]
      newest.removeFirst()
    }
    return []
  }
  const listAll = (stage: StageName, { all }: Stage) =>
    pickHolders(
      [...all].flatMap((index) => holderOf(stage, index) ?? []),
      rule,
    )
  const isMany = rule.versionsPerStage === 'many'
  return {
    /** The steps that it took. */
    add: (claims: Claims): number => {
      for (const [name, { event, index }] of claims) {
        if (event.kind !== 'assignment' || isAllowed?.has(name) === false) continue
        const stage = stages.get(name) ?? openStage(name)
        if (isMany) stage.all.add(index)
        else stage.newest.add(-index)
      }
      return claims.size
    },
    /** The steps that `list` takes. */
    count: () =>
      isMany ? [...stages.values()].reduce((sum, { all }) => sum + all.size, 0) : stages.size,
    list: (): ReadonlyMap<StageName, readonly BoundHolder[]> => {
      sorted ??= [...stages].sort(([a], [b]) => (a < b ? -1 : 1))
      const held = new Map<StageName, readonly BoundHolder[]>()
      for (const [name, stage] of sorted) {
        const holders = isMany ? listAll(name, stage) : findNewest(name, stage)
        if (holders.length > 0) held.set(name, holders)
      }
      return held
    },
  }
}
