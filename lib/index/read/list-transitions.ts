import type { Database } from '@/lib/database/database'
import { queryPrepared } from '@/lib/database/prepared'
import { storableText } from '@/lib/database/storable-json'
import { compareVersions } from '@/lib/registry/compare-versions'
import type { MetricDirections } from '@/lib/registry/metric-direction'
import type { TransitionView } from '@/lib/views/board'
import type { ModelView, StageHolderView, VersionView } from '@/lib/views/model'
import { buildModelView, type ModelRow, modelColumns } from './model-view'
import { buildCompared, buildVersionView, selectVersions, type VersionRow } from './version-view'
import { canSee, type Viewer } from './viewer'

type FoundRow = ModelRow & { readonly stage_order: readonly string[] }

const FIND = {
  name: 'find-board-model',
  text: `SELECT ${modelColumns}, r.stage_order
    FROM models m JOIN repos r ON r.slug = m.repo WHERE m.repo = $1 AND m.name = $2`,
}

const VERSIONS = {
  name: 'list-named-versions',
  text: `SELECT to_json(o) AS version FROM (
      ${selectVersions} WHERE v.repo = $1 AND v.artifact = $2 AND v.name = ANY($3::text[])
      ORDER BY v.rank DESC
    ) o`,
}

/** Changes that are listed for each stage. */
const MAX_CHANGES = 100
const MAX_TRANSITIONS = 20

/** Which versions could move up into which stages of the model, by the order of its repository, and what is known to
 *  differ from what holds the stage. Empty where there is none, or no such model that the viewer may see. */
export async function listTransitions(
  db: Database,
  viewer: Viewer,
  { repo, name }: { readonly repo: string; readonly name: string },
  directions: MetricDirections,
): Promise<readonly TransitionView[]> {
  if (!canSee(viewer, repo)) return []
  const key = [repo, name].map(storableText)
  const [row] = await queryPrepared<FoundRow>(db, FIND, key)
  if (row === undefined) return []
  const steps = listSteps(buildModelView(row), row.stage_order).slice(0, MAX_TRANSITIONS)
  const names = steps.flatMap(({ version, current }) => [version, current ?? []].flat())
  if (names.length === 0) return []
  const found = await queryPrepared<{ readonly version: VersionRow }>(db, VERSIONS, [...key, names])
  const versions = found.map(({ version }) => buildVersionView(version))
  return steps.map((step) => buildTransition(step, versions, directions))
}

type Step = Pick<TransitionView, 'stage' | 'from' | 'version' | 'current'>

type Source = { readonly from: string | null; readonly version: string; readonly behind: number }

/** For each stage the version of the nearest earlier stage that is held, else the latest one, where that is newer. An
 *  empty stage is a step only after one that is held. No stage is before one that the order does not name. */
function listSteps(model: ModelView, order: readonly string[]): readonly Step[] {
  const latest = model.latest && { from: null, version: model.latest.version, behind: 0 }
  const steps: Step[] = []
  let source: Source | null = latest
  let isHeldBefore = false
  for (const stage of order) {
    const holders = holdersOf(model, stage)
    const [newest] = holders
    if (newest !== undefined || isHeldBefore) steps.push(...listStep(stage, source, holders))
    isHeldBefore = newest !== undefined
    if (newest !== undefined) source = findSource(stage, newest)
  }
  const others = Object.keys(model.stages).filter((stage) => !order.includes(stage))
  for (const stage of others) steps.push(...listStep(stage, latest, holdersOf(model, stage)))
  return steps
}

function holdersOf({ stages }: ModelView, stage: string): readonly StageHolderView[] {
  return Object.hasOwn(stages, stage) ? (stages[stage] ?? []) : []
}

/** A commit without a version cannot be promoted. */
function findSource(stage: string, { version, behind }: StageHolderView): Source | null {
  return behind === null ? null : { from: stage, version, behind }
}

function listStep(
  stage: string,
  source: Source | null,
  holders: readonly StageHolderView[],
): readonly Step[] {
  if (source === null || !isUp(source, holders)) return []
  const { from, version } = source
  return [{ stage, from, version, current: holders[0]?.version ?? null }]
}

/** Whether the version is newer than all that hold the stage. */
function isUp(source: Source, holders: readonly StageHolderView[]): boolean {
  return holders.every(
    ({ version, behind }) =>
      version !== source.version && (behind === null || behind > source.behind),
  )
}

function buildTransition(
  step: Step,
  versions: readonly VersionView[],
  directions: MetricDirections,
): TransitionView {
  const find = (name: string | null) => versions.find(({ version }) => version === name)
  const [before, after] = [find(step.current), find(step.version)]
  return {
    ...step,
    difference:
      before === undefined || after === undefined
        ? null
        : compareVersions(buildCompared(before), buildCompared(after), {
            ...{ most: MAX_CHANGES, directions },
          }),
    size: { before: before?.size ?? null, after: after?.size ?? null },
  }
}
