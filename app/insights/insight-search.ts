import { hrefWith } from '@/components/ui/href-with'
import {
  type AskedPeriod,
  buildDates,
  buildRecentPeriod,
  MAX_PERIOD_DAYS,
  type Period,
  parseAskedPeriod,
} from '@/lib/insights/period'
import { formatQuery } from '@/lib/search/format-query'
import { parseQuery } from '@/lib/search/parse-query'
import { joinAll, type Query } from '@/lib/search/query'
import { INSIGHT_GROUPS, type InsightGroup } from '@/lib/views/insights'
import { findKindOf, findUsualKind } from '../(models)/type-tabs'
import { countParam, firstParam, type SearchParams } from '../search-params'

const USUAL_DAYS = 90

const RECENT = [
  { days: 30, label: '30 days' },
  { days: 90, label: '90 days' },
  { days: 365, label: 'A year' },
] as const

/** What the address of insights, or of a list behind them, asks for. */
export type InsightSearch = {
  readonly q: string
  readonly asked: AskedPeriod
  /** The days that were asked for are no period; others are shown. */
  readonly areDatesWrong: boolean
  readonly asks: {
    readonly query: Query
    /** Of the models; null: of all kinds. */
    readonly kind: string | null
    readonly period: Period
    readonly by: InsightGroup
  }
}

/** Parses the address. The models are those that the page of models lists for the same search. */
export function parseInsightSearch(params: SearchParams, now: Date): InsightSearch {
  const q = firstParam(params, 'q').trim()
  const { query } = parseQuery(q)
  const asked = {
    days: countParam(params, 'days', { fallback: USUAL_DAYS, max: MAX_PERIOD_DAYS }),
    since: firstParam(params, 'since', 10),
    until: firstParam(params, 'until', 10),
  }
  const found = parseAskedPeriod(asked, now)
  const by = INSIGHT_GROUPS.find((one) => one === firstParam(params, 'by')) ?? 'repo'
  const period = found ?? buildRecentPeriod(USUAL_DAYS, now)
  return {
    ...{ q, asked, areDatesWrong: found === null },
    asks: { query, kind: findKindOf(findUsualKind(query)), period, by },
  }
}

type Change = Partial<AskedPeriod> & { readonly q?: string; readonly by?: InsightGroup }

/** The address of insights with something else asked for. */
export function insightsHref(search: InsightSearch, change: Change = {}): string {
  const { q, since, until, ...rest } = { ...search, ...search.asked, ...change }
  const by = change.by ?? search.asks.by
  return hrefWith('/insights', { q, since, until, ...keepParams({ ...rest, by, since }) })
}

/** What the form keeps besides its fields. */
export function listKept({ asked, asks }: InsightSearch): Record<string, string> {
  return keepParams({ ...asked, by: asks.by })
}

function keepParams(kept: {
  readonly days: number
  readonly since: string
  readonly by: InsightGroup
}): Record<string, string> {
  const { days, since, by } = kept
  return {
    ...(days === USUAL_DAYS || since !== '' ? {} : { days: String(days) }),
    ...(by === 'repo' ? {} : { by }),
  }
}

/** The periods that end today, each with its address. */
export function listRecent(search: InsightSearch) {
  const { days, since, until } = search.asked
  return RECENT.map((one) => ({
    label: one.label,
    href: insightsHref(search, { days: one.days, since: '', until: '' }),
    current: since === '' && until === '' && one.days === days,
  }))
}

/** The search with more conditions. */
export function addConditions({ asks }: InsightSearch, more: readonly Query[]): string {
  return formatQuery(joinAll([asks.query, ...more]))
}

/** The parameters of the same models and days, for lists and files: fixed dates, so that they have the same numbers. */
export function fixedParams({ q, asks }: InsightSearch): Record<string, string> {
  return { q, ...buildDates(asks.period) }
}
