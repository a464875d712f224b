import { type BoundVersion, isActive } from './bind-events'
import { compareEvents, type RegistryEvent } from './event'
import type { StageName } from './names'

/** A version that holds a stage, and the assignment that gave it to it. */
export type BoundHolder = { readonly version: BoundVersion; readonly assignment: RegistryEvent }

export type HolderRule = {
  /** `one`: the latest assigned one; `many`: all that were assigned and not unassigned, latest first. */
  readonly versionsPerStage: 'one' | 'many'
  /** The stages that `.gto` allows: GTO shows no others. Null: all. */
  readonly stages: readonly StageName[] | null
}

/** Which versions hold each stage. Unassigning gives a stage back to the version that held it before. */
export function listHolders(
  versions: readonly BoundVersion[],
  rule: HolderRule,
): ReadonlyMap<StageName, readonly BoundHolder[]> {
  const allowed = rule.stages === null ? null : new Set(rule.stages)
  const byStage = new Map<StageName, BoundHolder[]>()
  for (const version of versions) {
    if (!isActive(version)) continue
    for (const [stage, events] of version.stages) {
      const newest = events.at(-1)
      if (newest?.kind !== 'assignment' || allowed?.has(stage) === false) continue
      const holders = byStage.get(stage) ?? []
      holders.push({ version, assignment: newest })
      byStage.set(stage, holders)
    }
  }
  const sorted = [...byStage].sort(([a], [b]) => (a < b ? -1 : 1))
  return new Map(sorted.map(([stage, holders]) => [stage, pickHolders(holders, rule)]))
}

/** A version name that is registered on several commits is listed once, as GTO does. */
export function pickHolders(holders: BoundHolder[], rule: HolderRule): readonly BoundHolder[] {
  holders.sort((a, b) => compareEvents(b.assignment, a.assignment))
  if (rule.versionsPerStage === 'one') return holders.slice(0, 1)
  const names = new Set<string>()
  return holders.filter(({ version }) => !names.has(version.name) && names.add(version.name))
}

/** The holders of the first stages, so many of all stages together; `isCut` where there are more. */
export function limitHolders(
  stages: ReadonlyMap<StageName, readonly BoundHolder[]>,
  most: number,
): { readonly holders: ReadonlyMap<StageName, readonly BoundHolder[]>; readonly isCut: boolean } {
  let count = 0
  for (const holders of stages.values()) count += holders.length
  if (count <= most) return { holders: stages, isCut: false }
  const limited = new Map<StageName, readonly BoundHolder[]>()
  let left = most
  for (const [stage, holders] of stages) {
    if (left === 0) break
    limited.set(stage, holders.slice(0, left))
    left -= Math.min(left, holders.length)
  }
  return { holders: limited, isCut: true }
}
