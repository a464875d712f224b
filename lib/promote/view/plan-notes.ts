import type { RegistryArtifact, RegistryVersion } from '@/lib/registry/artifact'
import type { StageRow } from '@/lib/views/command'
import type { CheckedCommand } from '../check/checked'

type Plan = CheckedCommand['plan']

/** The artifact before and after a plan. */
export type States = {
  readonly before: RegistryArtifact | null
  readonly after: RegistryArtifact
}

/** The version that an unassignment brings back; null where what is taken out is not what counts now. */
export function findReturned(
  { kind, stage }: Plan,
  { before, after }: { readonly before: StageRow; readonly after: StageRow },
): string | null {
  if (kind !== 'unassignment' || stage === null) return null
  const [now, then] = [before[stage]?.[0], after[stage]?.[0]]
  return then === undefined || then.tag === now?.tag ? null : then.version
}

/** The stage before in the order, where the version has held neither that one nor the stage itself. */
export function findSkipped(
  plan: Plan,
  after: RegistryArtifact,
  order: readonly string[],
): string | null {
  const { kind, stage } = plan
  if (kind !== 'assignment' || stage === null) return null
  const stages = [...new Set(order)]
  const before = stages[stages.indexOf(stage) - 1]
  const version = findPlanned(plan, after)
  if (before === undefined || version === undefined) return null
  const count = (name: string) =>
    [...version.stageEvents].find(([one]) => one === name)?.[1].assignments ?? 0
  // The plan's own assignment is counted.
  return count(before) > 0 || count(stage) > 1 ? null : before
}

/** The latest version, where a registration names a commit that is older than its commit. */
export function findNewerLatest(plan: Plan, { before, after }: States): string | null {
  if (plan.kind !== 'registration' || before === null) return null
  const { latest } = before
  const newest = latest?.commitFact?.committedAt.seconds
  const own = findPlanned(plan, after)?.commitFact?.committedAt.seconds
  if (latest === null || newest === undefined || own === undefined) return null
  return own < newest ? latest.name : null
}

/** The version that the plan is about, as it is afterwards. */
export function findPlanned(
  plan: Plan,
  { versions }: RegistryArtifact,
): RegistryVersion | undefined {
  return versions.find(({ name, commit }) => name === plan.version && commit === plan.commit)
}
