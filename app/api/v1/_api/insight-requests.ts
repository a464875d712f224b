import { findKindOf, findUsualKind } from '@/app/(models)/type-tabs'
import { findStageTest } from '@/app/insights/list/list-search'
import type { Actor } from '@/lib/auth/actor'
import { listOwnNames } from '@/lib/auth/own-names'
import type { InsightModels } from '@/lib/index/read/insight-sources'
import type { InsightListRequest } from '@/lib/index/read/list-insight-entries'
import { buildRecentPeriod, type Period, parseAskedPeriod } from '@/lib/insights/period'
import { parseQuery } from '@/lib/search/parse-query'
import type { InsightList } from '@/lib/views/insights'

type Asked = {
  readonly q: string
  readonly days: number
  readonly since?: string | undefined
  readonly until?: string | undefined
}

type AskedList = Asked & {
  readonly of: InsightList
  readonly stage?: string | undefined
  readonly in?: 'production' | undefined
  readonly page: number
  readonly pageSize: number
}

/** The models and the days that a request for insights is about. */
export function readInsightRequest(
  { q, days, since = '', until = '' }: Asked,
  actor: Actor | null,
): InsightModels & { readonly period: Period } {
  const now = new Date()
  const { query } = parseQuery(q)
  const period = parseAskedPeriod({ days, since, until }, now) ?? buildRecentPeriod(days, now)
  return {
    ...{ query, kind: findKindOf(findUsualKind(query)), period },
    ...{ now, me: listOwnNames(actor) },
  }
}

export function readListRequest(query: AskedList, actor: Actor | null): InsightListRequest {
  const { of, stage = '', page, pageSize } = query
  const isStage = findStageTest({ stage, where: query.in ?? '' })
  return { ...readInsightRequest(query, actor), of, isStage, page, pageSize }
}
