import type { InsightList } from '@/lib/views/insights'
import type { Period } from './period'
import { NO_VERSION, type RepoHistory } from './repo-history'

/** What may be an entry of a list: places of columns. */
export type EntryList = {
  /** Entries are between these two places, the second not among them. */
  readonly from: number
  readonly to: number
  readonly has: (place: number) => boolean
  /** The number of the version. */
  readonly version: Uint32Array
  /** The number of the stage; null where entries have none. */
  readonly stage: Uint32Array | null
  /** When it happened. */
  readonly at: Float64Array
  /** How long it took; NaN where it is no duration. */
  readonly seconds: (place: number) => number
}

/** What one repository has for a list. */
export function openEntryList(kind: InsightList, history: RepoHistory, period: Period): EntryList {
  return LISTS[kind](history, period)
}

type Column = Float64Array
type Open = (history: RepoHistory, period: Period) => EntryList

const LISTS: Readonly<Record<InsightList, Open>> = {
  promotions: (history, period) => openPromotions(history, period, {}),
  unsigned: (history, period) => {
    const { isUnsigned } = history.promotions
    return openPromotions(history, period, { has: (place) => isUnsigned[place] === 1 })
  },
  'commit-to-stage': (history, period) => openLeads(history, period, history.versions.committed),
  'version-to-stage': (history, period) => openLeads(history, period, history.versions.registered),
  registrations: (history, period) => openRegistrations(history, period, {}),
  'commit-to-version': (history, period) => {
    const { version, at } = history.registrations
    const { committed } = history.versions
    const seconds = (place: number) => read(at, place) - read(committed, version[place] ?? 0)
    return openRegistrations(history, period, { seconds, has: (place) => seconds(place) >= 0 })
  },
  ended: (history, period) => openEnded(history, period, all),
  rollbacks: (history, period) => {
    const { rolledBackTo } = history.holdings
    return openEnded(history, period, (place) => rolledBackTo[place] !== NO_VERSION)
  },
  held: openHeld,
}

type More = {
  readonly seconds?: (place: number) => number
  readonly has?: (place: number) => boolean
}

const all = () => true
const none = () => Number.NaN

function openPromotions(
  { promotions: { version, stage, at } }: RepoHistory,
  period: Period,
  { seconds = none, has = all }: More,
): EntryList {
  return { ...findRange(at, period), has, version, stage, at, seconds }
}

/** The first promotions of versions, and how long each was after the time of its version. */
function openLeads(history: RepoHistory, period: Period, times: Column): EntryList {
  const { at, version, isFirst } = history.promotions
  const seconds = (place: number) => read(at, place) - read(times, version[place] ?? 0)
  const has = (place: number) => isFirst[place] === 1 && seconds(place) >= 0
  return openPromotions(history, period, { seconds, has })
}

function openRegistrations(
  { registrations: { version, at } }: RepoHistory,
  period: Period,
  { seconds = none, has = all }: More,
): EntryList {
  return { ...findRange(at, period), has, version, stage: null, at, seconds }
}

function openEnded(
  { holdings: { version, stage, from, until } }: RepoHistory,
  period: Period,
  has: (place: number) => boolean,
): EntryList {
  const seconds = (place: number) => read(until, place) - read(from, place)
  return { ...findRange(until, period), has, version, stage, at: until, seconds }
}

/** At the end of the period. */
function openHeld({ holdings }: RepoHistory, period: Period): EntryList {
  const { version, stage, from: at, until } = holdings
  return {
    ...{ from: findPlace(until, period.until), to: until.length },
    has: (place) => read(at, place) < period.until,
    ...{ version, stage, at, seconds: (place) => period.until - read(at, place) },
  }
}

/** The places of a column in ascending order whose seconds are in the period. */
function findRange(column: Column, { since, until }: Period): { from: number; to: number } {
  return { from: findPlace(column, since), to: findPlace(column, until) }
}

/** The first place of a column in ascending order with at least that value. */
function findPlace(column: Column, value: number): number {
  let from = 0
  let until = column.length
  while (from < until) {
    const middle = (from + until) >> 1
    if (read(column, middle) < value) from = middle + 1
    else until = middle
  }
  return from
}

function read(column: Column, place: number): number {
  return column[place] ?? Number.NaN
}
