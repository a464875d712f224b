import { FORGE_NAMES, type Forge } from '@/lib/forge/forge'
import { formatCommitUrl, formatCompareUrl, formatTagUrl } from '@/lib/forge/format-urls'
import { formatStageOrder } from '@/lib/index/read/stage-order'
import type { RegistryArtifact, RegistryVersion } from '@/lib/registry/artifact'
import {
  type ComparisonRules,
  compareVersions,
  type VersionDifference,
} from '@/lib/registry/compare-versions'
import type { MetricDirections } from '@/lib/registry/metric-direction'
import type { PlannedTag, StageRow } from '@/lib/views/command'
import type { WorkflowView } from '@/lib/workflows/workflow'
import type { CheckedCommand } from '../check/checked'
import { findNewerLatest, findPlanned, findReturned, findSkipped, type States } from './plan-notes'

/** Stages and versions that are listed for each of `tags`: an answer for many tags lists few of each. */
function limitsFor(tags: number) {
  return {
    stages: Math.max(6, Math.floor(60 / tags)),
    holders: Math.max(2, Math.floor(10 / tags)),
    values: Math.max(5, Math.floor(100 / tags)),
  }
}

/** A tag that would be written, with what it changes. */
export function buildPlannedTag(
  { plan, loaded, after, policy }: CheckedCommand,
  more: {
    readonly message: string
    readonly configuredStages: readonly string[]
    readonly workflows: readonly WorkflowView[]
    readonly forge: Forge | null
    /** How many tags are told of. */
    readonly tags: number
    readonly directions: MetricDirections
  },
): PlannedTag {
  const before = loaded.artifact
  const limits = limitsFor(more.tags)
  const shown = listShown(plan, { before, after }, { ...limits, order: more.configuredStages })
  const rows = {
    before: buildStages(before, shown, limits.holders),
    after: buildStages(after, shown, limits.holders),
  }
  const { artifact, kind, version, stage, tag, commit, previous } = plan
  return {
    artifact,
    kind,
    version,
    stage,
    tag,
    commit,
    previous,
    ...rows,
    message: more.message,
    stageOrder: formatStageOrder(more.configuredStages, shown).filter((stage) => shown.has(stage)),
    latestBefore: before?.latest?.name ?? null,
    latestAfter: after.latest?.name ?? null,
    bringsBack: findReturned(plan, rows),
    skips: findSkipped(plan, after, more.configuredStages),
    endsDeprecation: before?.deprecated === true && !after.deprecated,
    olderThan: findNewerLatest(plan, { before, after }),
    difference: compare(
      plan,
      { before, after },
      { most: limits.values, directions: more.directions },
    ),
    checks: policy.checks,
    workflows: more.workflows,
    links: more.forge && buildPlannedLinks(more.forge, plan, before),
  }
}

function buildPlannedLinks(
  forge: Forge,
  plan: Plan,
  before: RegistryArtifact | null,
): PlannedTag['links'] {
  const { commit, previous } = plan
  const displaced = findDisplaced(plan, before)
  const changes = displaced !== null && displaced.commit !== commit
  return {
    forge: FORGE_NAMES[forge.kind],
    commit: formatCommitUrl(forge, commit),
    previous: previous === null ? null : formatTagUrl(forge, previous.tag),
    compare: changes ? formatCompareUrl(forge, displaced.commit, commit) : null,
  }
}

/** The stage that the tag is about, then the configured stages, then others that are held, as many as are listed. */
function listShown(
  { stage }: Plan,
  { before, after }: States,
  { stages, order }: { readonly stages: number; readonly order: readonly string[] },
): ReadonlySet<string> {
  const own = stage === null ? [] : [stage]
  const held = [...(before?.stages.keys() ?? []), ...after.stages.keys()]
  return new Set([...new Set([...own, ...order, ...held])].slice(0, stages))
}

function buildStages(
  artifact: RegistryArtifact | null,
  shown: ReadonlySet<string>,
  most: number,
): StageRow {
  return Object.fromEntries(
    [...(artifact?.stages ?? [])]
      .filter(([stage]) => shown.has(stage))
      .map(([stage, holders]) => [
        stage,
        holders.slice(0, most).map(({ version, assignment }) => ({
          version: version.name,
          tag: assignment.tag.name,
        })),
      ]),
  )
}

type Plan = CheckedCommand['plan']

/** Of an assignment against what holds the stage now, of a registration against the latest version. */
function compare(
  plan: Plan,
  { before, after }: States,
  rules: ComparisonRules,
): VersionDifference | null {
  const added = findPlanned(plan, after)
  const displaced = findDisplaced(plan, before)
  if (added === undefined || displaced === null || displaced.name === added.name) return null
  return compareVersions(displaced, added, rules)
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
