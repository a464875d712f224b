import type { Database } from '@/lib/database/database'
import { type Entry, listEntries } from '@/lib/insights/list-entries'
import type { Period } from '@/lib/insights/period'
import type { InsightEntryView, InsightList, InsightPage } from '@/lib/views/insights'
import { readIndexState } from './index-state'
import { type InsightModels, readInsightSources } from './insight-sources'
import { formatSeconds } from './instant'
import { endNow } from './read-insights'
import type { Viewer } from './viewer'

export type InsightListRequest = InsightModels & {
  readonly period: Period
  readonly of: InsightList
  /** Null: of all stages, and what has none. */
  readonly isStage: ((stage: string) => boolean) | null
  /** From 1. */
  readonly page: number
  readonly pageSize: number
}

/** One page of the list behind a figure of insights: what took longest first, and without durations the newest first. */
export async function listInsightEntries(
  db: Database,
  viewer: Viewer,
  request: InsightListRequest,
): Promise<InsightPage> {
  const { of, isStage, page, pageSize } = request
  const state = await readIndexState(db)
  const { catalog, sources } = await readInsightSources(db, viewer, { models: request, state })
  const { entries, total } = listEntries(sources, {
    ...{ kind: of, isStage, from: (page - 1) * pageSize, most: pageSize },
    period: endNow(request.period, request.now),
  })
  const repos = [...catalog].map(([slug, { names }]) => ({ slug, names }))
  const build = ({ source, model, at, ...entry }: Entry): InsightEntryView => ({
    repo: repos[source]?.slug ?? '',
    name: repos[source]?.names[model] ?? '',
    ...entry,
    at: formatSeconds(at),
  })
  return { items: entries.map(build), total, page, pageSize }
}
