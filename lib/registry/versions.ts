import type { ArtifactInput, RegistryVersion } from './artifact'
import { type BoundEvents, type BoundVersion, discoverVersion, isActive } from './bind-events'
import { compareEvents, type RegistryEvent } from './event'
import type { StageName } from './names'
import type { BoundHolder } from './stage-holders'
import { compareVersionKeys } from './version-order'

/**
 * The versions that tags make, and one row for each branch head that declares the artifact without a
 * version there. SemVer descending, of equal ones the later registered first; then commits descending.
 */
export function listBound(
  input: Pick<ArtifactInput, 'name' | 'branches'>,
  bound: BoundEvents,
): readonly BoundVersion[] {
  const commits = new Set<string>(bound.versions.map((version) => version.commit))
  const heads: BoundVersion[] = []
  for (const { branch, artifacts } of input.branches) {
    if (!artifacts.has(input.name) || commits.has(branch.commit)) continue
    commits.add(branch.commit)
    heads.push(discoverVersion(branch.commit))
  }
  return [...bound.versions, ...heads].reverse().sort(compareBound)
}

function compareBound(a: BoundVersion, b: BoundVersion): number {
  if (a.key !== null && b.key !== null) return compareVersionKeys(b.key, a.key)
  if (a.key === null && b.key === null) return a.name === b.name ? 0 : a.name < b.name ? 1 : -1
  return a.key === null ? 1 : -1
}

/** The public form of each version, in the given order. */
export function deriveVersions(
  input: ArtifactInput,
  versions: readonly BoundVersion[],
  held: ReadonlyMap<StageName, readonly BoundHolder[]>,
): ReadonlyMap<BoundVersion, RegistryVersion> {
  const stages = new Map<BoundVersion, StageName[]>()
  for (const [stage, holders] of held) {
    for (const { version } of holders) {
      const ofVersion = stages.get(version)
      if (ofVersion === undefined) stages.set(version, [stage])
      else ofVersion.push(stage)
    }
  }
  return new Map(
    versions.map((version) => [version, deriveVersion(input, version, stages.get(version) ?? [])]),
  )
}

function deriveVersion(
  { commits, facts }: ArtifactInput,
  version: BoundVersion,
  stages: readonly StageName[],
): RegistryVersion {
  const registration = version.direct.findLast(({ kind }) => kind === 'registration') ?? null
  return {
    name: version.name,
    commit: version.commit,
    registered: registration !== null,
    discovered: version.key === null,
    active: isActive(version),
    registration,
    events: listEvents(version),
    stages,
    stageEvents: countStageEvents(version.stages),
    commitFact: commits.get(version.commit) ?? null,
    facts: facts.get(version.commit) ?? null,
  }
}

function listEvents(version: BoundVersion): readonly RegistryEvent[] {
  if (version.stages.size === 0) return version.direct
  return [version.direct, ...version.stages.values()].flat().sort(compareEvents)
}

function countStageEvents(
  stages: ReadonlyMap<StageName, readonly RegistryEvent[]>,
): RegistryVersion['stageEvents'] {
  const counts = new Map<
    StageName,
    { assignments: number; unassignments: number; active: boolean }
  >()
  for (const [stage, events] of stages) {
    const assignments = events.filter(({ kind }) => kind === 'assignment').length
    const active = events.at(-1)?.kind === 'assignment'
    counts.set(stage, { assignments, unassignments: events.length - assignments, active })
  }
  return counts
}

/** For each registered, active version name, how many others come after it. `versions` is SemVer descending. */
export function countNewer(versions: readonly BoundVersion[]): ReadonlyMap<string, number> {
  const newer = new Map<string, number>()
  let above: BoundVersion | null = null
  let count = 0
  for (const version of versions) {
    if (version.key === null || !isActive(version) || newer.has(version.name)) continue
    const isLower = above?.key != null && compareVersionKeys(above.key, version.key) !== 0
    if (isLower || above === null) {
      above = version
      count = newer.size
    }
    newer.set(version.name, count)
  }
  return newer
}
