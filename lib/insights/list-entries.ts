import type { InsightList } from '@/lib/views/insights'
import { type EntryList, openEntryList } from './entry-list'
import { forEachEntry, type Source } from './figures'
import type { Period } from './period'
import { NO_VERSION, type RepoHistory } from './repo-history'

/** An entry of a list: the number of its source, and what it is about there. */
export type Entry = {
  readonly source: number
  /** The place of the model. */
  readonly model: number
  readonly version: string
  readonly stage: string | null
  /** Unix seconds. */
  readonly at: number
  /** How long it took; null where it is no duration. */
  readonly seconds: number | null
  /** The lower version that was rolled back to. */
  readonly to: string | null
}

export type EntriesAsked = {
  readonly kind: InsightList
  readonly period: Period
  /** Null: of all stages, and what has none. */
  readonly isStage: ((stage: string) => boolean) | null
  readonly from: number
  readonly most: number
}

/**
 * Some entries of a list, and how many it has: what took longest first, and without durations the newest first; equal
 * ones in the order of repositories and models.
 */
export function listEntries(
  sources: readonly Source[],
  { kind, period, isStage, from, most }: EntriesAsked,
): { readonly entries: readonly Entry[]; readonly total: number } {
  const found: Found[] = []
  for (const [number, source] of sources.entries()) {
    const wanted = isStage && source.history.stages.map(isStage)
    const list = openEntryList(kind, source.history, period)
    forEachEntry(list, source, (place) => {
      if (wanted !== null && wanted[list.stage?.[place] ?? -1] !== true) return
      const seconds = list.seconds(place)
      const at = list.at[place] ?? 0
      found.push({ source: number, list, place, at, seconds: Number.isNaN(seconds) ? -1 : seconds })
    })
  }
  found.sort(compareFound)
  const entries = found
    .slice(from, from + most)
    .map((one) => buildEntry(one, kind, (sources[one.source] as Source).history))
  return { entries, total: found.length }
}

/** `seconds` is -1 where it is no duration. */
type Found = {
  readonly source: number
  readonly list: EntryList
  readonly place: number
  readonly at: number
  readonly seconds: number
}

function compareFound(a: Found, b: Found): number {
  return b.seconds - a.seconds || b.at - a.at || a.source - b.source || a.place - b.place
}

function buildEntry(
  { source, list, place, at, seconds }: Found,
  kind: InsightList,
  history: RepoHistory,
) {
  const { versions, holdings, stages, names } = history
  const version = list.version[place] ?? 0
  const to = kind === 'rollbacks' ? (holdings.rolledBackTo[place] ?? NO_VERSION) : NO_VERSION
  const nameOf = (number: number) => names[versions.name[number] ?? 0] ?? ''
  return {
    source,
    model: versions.model[version] ?? 0,
    version: nameOf(version),
    stage: list.stage === null ? null : (stages[list.stage[place] ?? 0] ?? null),
    at,
    seconds: seconds < 0 ? null : seconds,
    to: to === NO_VERSION ? null : nameOf(to),
  }
}
