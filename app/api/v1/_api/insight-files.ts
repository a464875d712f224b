import type { InsightEntryView, InsightsView, SpreadView } from '@/lib/views/insights'
import { formatCsvLine } from './format-csv'

/** A figure: what it is of, and what it counts. Durations are in seconds. */
type Line = readonly [part: string, of: string, stage: string, figure: string, value: number]

/** Every figure on a line of its own. */
export function formatInsights(view: InsightsView): string {
  const lines: readonly Line[] = [
    ...listStates('models', '', view.now),
    ['models', '', '', 'models', view.models],
    ['versions', '', '', 'registrations', view.registrations],
    ...listSpread(['versions', '', '', 'commit to version'], view.commitToVersion),
    ...view.stages.flatMap((one): readonly Line[] => [
      ['stage', '', one.stage, 'promotions', one.promotions],
      ['stage', '', one.stage, 'unsigned promotions', one.unsigned],
      ...listSpread(['stage', '', one.stage, 'commit to stage'], one.commitToStage),
      ...listSpread(['stage', '', one.stage, 'version to stage'], one.versionToStage),
      ...listSpread(['stage', '', one.stage, 'time in stage'], one.ended),
      ...listSpread(['stage', '', one.stage, 'time in stage at the end'], one.held),
      ...listSpread(['stage', '', one.stage, 'roll backs'], one.rollbacks),
    ]),
    ...view.weeks.flatMap(({ week, promotions }) =>
      view.stages.map(
        ({ stage }, at): Line => ['week', week, stage, 'promotions', promotions[at] ?? 0],
      ),
    ),
    ...view.groups.flatMap((one): readonly Line[] => [
      [view.by, one.value, '', 'models', one.models],
      [view.by, one.value, '', 'promotions', one.promotions],
      [view.by, one.value, 'production', 'promotions', one.toProduction],
      ...listSpread([view.by, one.value, 'production', 'commit to stage'], one.leadTime),
      [view.by, one.value, 'production', 'roll backs', one.rollbacks],
      ...listStates(view.by, one.value, one),
    ]),
  ]
  const head = formatCsvLine(['part', 'of', 'stage', 'figure', 'value'])
  return head + lines.map((line) => formatCsvLine(line.map(String))).join('')
}

function listStates(
  part: string,
  of: string,
  { stale, unpromoted, unsigned }: InsightsView['now'],
): readonly Line[] {
  return [
    [part, of, '', 'stale in production', stale],
    [part, of, '', 'never promoted', unpromoted],
    [part, of, '', 'unsigned in production', unsigned],
  ]
}

type Place = readonly [part: string, of: string, stage: string, figure: string]

function listSpread([part, of, stage, figure]: Place, spread: SpreadView): readonly Line[] {
  return [
    [part, of, stage, `${figure}: count`, spread?.count ?? 0],
    ...(spread === null
      ? []
      : ([
          [part, of, stage, `${figure}: median`, spread.median],
          [part, of, stage, `${figure}: p90`, spread.p90],
        ] as const)),
  ]
}

/** A line for each entry. */
export function formatInsightList(entries: readonly InsightEntryView[]): string {
  const head = formatCsvLine(['repo', 'name', 'version', 'stage', 'at', 'seconds', 'to'])
  const lines = entries.map(({ repo, name, version, stage, at, seconds, to }) =>
    formatCsvLine([repo, name, version, stage ?? '', at, String(seconds ?? ''), to ?? '']),
  )
  return head + lines.join('')
}
