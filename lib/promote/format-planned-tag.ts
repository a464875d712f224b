import { formatStageOrder } from '@/lib/index/stage-order'
import type { RegistryArtifact, RegistryVersion } from '@/lib/registry/artifact'
import { compareVersions, type VersionDifference } from '@/lib/registry/compare-versions'
import type { WorkflowView } from '@/lib/workflows/workflow'
import type { CheckedCommand } from './checked'
import type { PlannedTag, StageRow } from './views'

/** A tag that would be written, with what it changes. */
export function formatPlannedTag(
  { plan, loaded, after, policy }: CheckedCommand,
  more: {
    readonly message: string
    readonly configuredStages: readonly string[]
    readonly workflows: readonly WorkflowView[]
  },
): PlannedTag {
  const before = loaded.artifact
  const rows = { before: formatStages(before), after: formatStages(after) }
  const { artifact, kind, version, stage, tag, commit, previous } = plan
  return {
    ...{ artifact, kind, version, stage, tag, commit, previous, ...rows },
    message: more.message,
    stageOrder: formatStageOrder(more.configuredStages, [
      ...Object.keys(rows.before),
      ...Object.keys(rows.after),
    ]),
    latestBefore: before?.latest?.name ?? null,
    latestAfter: after.latest?.name ?? null,
    bringsBack: findReturned(plan, rows.after),
    difference: compare(plan, { before, after }),
    checks: policy.checks,
    workflows: more.workflows,
  }
}

function formatStages(artifact: RegistryArtifact | null): StageRow {
  return Object.fromEntries(
    [...(artifact?.stages ?? [])].map(([stage, holders]) => [
      stage,
      holders.map(({ version, assignment }) => ({
        version: version.name,
        tag: assignment.tag.name,
      })),
    ]),
  )
}

type Plan = CheckedCommand['plan']

function findReturned({ kind, stage }: Plan, after: StageRow): string | null {
  if (kind !== 'unassignment' || stage === null) return null
  return after[stage]?.[0]?.version ?? null
}

type States = { readonly before: RegistryArtifact | null; readonly after: RegistryArtifact }

/** Of an assignment against what holds the stage now, of a registration against the latest version. */
function compare(plan: Plan, { before, after }: States): VersionDifference | null {
  const added = after.versions.find(
    ({ name, commit }) => name === plan.version && commit === plan.commit,
  )
  const displaced = findDisplaced(plan, before)
  if (added === undefined || displaced === null || displaced.name === added.name) return null
  return compareVersions(displaced, added)
}

function findDisplaced(
  { kind, stage }: Plan,
  before: RegistryArtifact | null,
): RegistryVersion | null {
  if (before === null) return null
  if (kind === 'registration') return before.latest
  if (kind !== 'assignment' || stage === null) return null
  return before.stages.get(stage)?.[0]?.version ?? null
}
