import type { InsightList } from '@/lib/views/insights'
import { type EntryList, openEntryList } from './entry-list'
import { formatDay, listWeeks, type Period, WEEK } from './period'
import type { RepoHistory } from './repo-history'
import { buildSpread, type Spread } from './spread'

/** One repository: its histories, and which of its models count (1 at their places). */
export type Source = { readonly history: RepoHistory; readonly models: Uint8Array }

type StageFigures = {
  readonly stage: string
  readonly promotions: number
  readonly unsigned: number
  readonly commitToStage: Spread | null
  readonly versionToStage: Spread | null
  readonly ended: Spread | null
  readonly held: Spread | null
  readonly rollbacks: Spread | null
}

export type Figures = {
  /** In the order that was asked for; those of which there is something to say. */
  readonly stages: readonly StageFigures[]
  readonly registrations: number
  readonly commitToVersion: Spread | null
  /** Promotions by week and stage, in the order of `stages`. */
  readonly weeks: readonly {
    readonly week: string
    readonly promotions: readonly number[]
  }[]
  /** Models that have no past. */
  readonly cut: number
}

/** The seconds of entries by stage; NaN for those that have none. */
type ByStage = ReadonlyMap<string, readonly number[]>

/** Everything about the period that is counted of histories. */
export function countFigures(
  sources: readonly Source[],
  period: Period,
  order: (stages: readonly string[]) => readonly string[],
): Figures {
  const read = (kind: InsightList) => readByStage(kind, sources, period)
  const promotions = readByStage('promotions', sources, period, 'times')
  const unsigned = read('unsigned')
  const commitToStage = read('commit-to-stage')
  const versionToStage = read('version-to-stage')
  const [ended, held, rollbacks] = [read('ended'), read('held'), read('rollbacks')]
  const found = [promotions, ended, held].flatMap((one) => [...one.keys()])
  const stages = order([...new Set(found)])
  const spread = (of: ByStage, stage: string) => buildSpread(of.get(stage) ?? [])
  return {
    stages: stages.map((stage) => ({
      stage,
      promotions: promotions.get(stage)?.length ?? 0,
      unsigned: unsigned.get(stage)?.length ?? 0,
      commitToStage: spread(commitToStage, stage),
      versionToStage: spread(versionToStage, stage),
      ended: spread(ended, stage),
      held: spread(held, stage),
      rollbacks: spread(rollbacks, stage),
    })),
    registrations: read('registrations').get('')?.length ?? 0,
    commitToVersion: spread(read('commit-to-version'), ''),
    weeks: countWeeks(period, stages, promotions),
    cut: sources.reduce((sum, source) => sum + countCut(source), 0),
  }
}

/** `use` with the place of each entry of a list whose model counts. */
export function forEachEntry(
  list: EntryList,
  { history, models }: Source,
  use: (place: number, model: number) => void,
): void {
  const { version, from, to, has } = list
  const { model } = history.versions
  for (let place = from; place < to; place += 1) {
    const of = model[version[place] ?? 0] ?? 0
    if (models[of] === 1 && has(place)) use(place, of)
  }
}

function readByStage(
  kind: InsightList,
  sources: readonly Source[],
  period: Period,
  what: 'seconds' | 'times' = 'seconds',
): ByStage {
  const byStage = new Map<string, number[]>()
  const bucketOf = (stage: string) => {
    const bucket = byStage.get(stage) ?? []
    byStage.set(stage, bucket)
    return bucket
  }
  for (const source of sources) {
    const list = openEntryList(kind, source.history, period)
    const { stage, at, seconds } = list
    const buckets = (stage === null ? [''] : source.history.stages).map(bucketOf)
    forEachEntry(list, source, (place) => {
      buckets[stage?.[place] ?? 0]?.push(what === 'times' ? (at[place] ?? 0) : seconds(place))
    })
  }
  return new Map([...byStage].filter(([, values]) => values.length > 0))
}

function countWeeks(
  period: Period,
  stages: readonly string[],
  promotions: ByStage,
): Figures['weeks'] {
  const weeks = listWeeks(period)
  const counts = weeks.map(() => stages.map(() => 0))
  const first = weeks[0]?.until ?? 0
  for (const [at, stage] of stages.entries()) {
    for (const time of promotions.get(stage) ?? []) {
      // The first week may be a part of one; those after it begin on Mondays.
      const week = time < first ? 0 : 1 + Math.floor((time - first) / WEEK)
      const row = counts[week]
      if (row) row[at] = (row[at] ?? 0) + 1
    }
  }
  return weeks.map(({ since }, at) => ({ week: formatDay(since), promotions: counts[at] ?? [] }))
}

function countCut({ history, models }: Source): number {
  let count = 0
  for (let model = 0; model < history.models; model += 1)
    count += (history.cut[model] ?? 0) & (models[model] ?? 0)
  return count
}
