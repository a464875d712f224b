import type { Database } from '@/lib/database/database'
import { countFigures } from '@/lib/insights/figures'
import { buildDates, type Period } from '@/lib/insights/period'
import { buildFilter, joinAll } from '@/lib/search/query'
import type { InsightGroup, InsightsView } from '@/lib/views/insights'
import { countModels } from './found'
import { readIndexState } from './index-state'
import { countInsightGroups, type StateModels } from './insight-groups'
import { type InsightModels, type InsightSources, readInsightSources } from './insight-sources'
import { listStages } from './list-stages'
import { openRevisionCache } from './revision-cache'
import { formatStageOrder } from './stage-order'
import type { Viewer } from './viewer'

export type InsightsRequest = InsightModels & {
  readonly period: Period
  readonly by: InsightGroup
}

const MAX_STAGES = 20

/** So many are kept, each for this many seconds at most: what is stale depends on the time. */
const MAX_KEPT = 20
const KEPT_SECONDS = 600

const known = openRevisionCache<InsightsView>(MAX_KEPT)

/** Everything that insights count of the models that a query finds, over a period until now. */
export async function readInsights(
  db: Database,
  viewer: Viewer,
  request: InsightsRequest,
): Promise<InsightsView> {
  const state = await readIndexState(db)
  const { now, ...asked } = request
  const slot = Math.floor(now.getTime() / 1000 / KEPT_SECONDS)
  const key = JSON.stringify([viewer.repos, asked, state.waiting, slot])
  const kept = known.find(db, state.revision, key)
  if (kept !== null) return kept
  const order = await listStages(db, viewer)
  const sources = await readInsightSources(db, viewer, { models: request, state })
  const value = buildInsights(sources, request, order)
  known.keep(db, state.revision, { key, value })
  return value
}

function buildInsights(
  read: InsightSources,
  request: InsightsRequest,
  order: readonly string[],
): InsightsView {
  const { period, by, query } = request
  const clamped = endNow(period, request.now)
  const figures = countFigures(read.sources, clamped, (found) =>
    formatStageOrder(order, found).filter((stage) => found.includes(stage)),
  )
  const { registrations, commitToVersion, stages, cut } = figures
  const ofState = (text: string) =>
    read.find(joinAll([query, buildFilter('is', { kind: 'text', text })]))
  const states: StateModels = {
    ...{ stale: ofState('stale'), unpromoted: ofState('unpromoted') },
    unsigned: ofState('unsigned'),
  }
  return {
    ...buildDates(period),
    models: countModels(read.find(query)),
    now: {
      ...{ stale: countModels(states.stale), unpromoted: countModels(states.unpromoted) },
      unsigned: countModels(states.unsigned),
    },
    ...{ registrations, commitToVersion },
    stages: stages.slice(0, MAX_STAGES),
    moreStages: Math.max(0, stages.length - MAX_STAGES),
    weeks: figures.weeks.map(({ week, promotions }) => ({
      week,
      promotions: promotions.slice(0, MAX_STAGES),
    })),
    by,
    ...countInsightGroups(read, { by, period: clamped, states }),
    withoutPast: cut,
  }
}

/** The period until now: what is dated later has not happened. */
export function endNow({ since, until }: Period, now: Date): Period {
  return { since, until: Math.min(until, Math.floor(now.getTime() / 1000) + 1) }
}
