import type { Database } from '@/lib/database/database'
import { PARTS, STATES } from '@/lib/search/check-filter'
import { findPlace, type Place } from '@/lib/search/find-place'
import { foldText } from '@/lib/search/fold-text'
import { formatName, formatValueOf } from '@/lib/search/format-query'
import { parseQuery } from '@/lib/search/parse-query'
import { joinAll, listConditions, QUALIFIERS } from '@/lib/search/query'
import type { Completion, Completions } from '@/lib/views/completions'
import type { FacetView } from '@/lib/views/model'
import type { Catalog } from './catalog'
import { findSearchTime, readWithCatalog } from './catalog-at'
import { countFacets, type FacetCounts, listCounts } from './count-catalog'
import { type Counted, listVirtualStates } from './count-models'
import type { Searcher } from './evaluate-query'
import { findSearch, readSearch } from './find-models'
import { readIndexState } from './index-state'
import { listFrom } from './list-measures'
import { selectPage } from './select-page'
import type { Viewer } from './viewer'

export type CompletionRequest = Searcher & {
  readonly text: string
  /** A position in the text. */
  readonly caret: number
  /** Unix seconds: values of models as they were then. Without it, as they are now. */
  readonly at?: number | undefined
}

const MAX_VALUES = 10
const MAX_MODELS = 5

const BEST_FIRST = { column: { kind: 'match' }, direction: 'up' } as const

/** What may be meant at the caret, the most frequent first, each counted under the rest of the search. */
export async function completeSearch(
  db: Database,
  viewer: Viewer,
  { text, caret, at, ...searcher }: CompletionRequest,
): Promise<Completions> {
  const place = findPlace(text, caret)
  if (place.kind === 'name') {
    const { from, to } = place
    return { from, to, items: await listMeasures(db, viewer, place), models: [] }
  }
  const { me } = searcher
  const now = findSearchTime({ at, now: searcher.now })
  const state = await readIndexState(db, at)
  const query = parseQuery(place.rest).query
  const isWord = place.kind === 'word' && place.typed !== ''
  const word = isWord ? parseQuery(`${place.rest} ${place.typed}`).query : null
  const asked = {
    viewer,
    state,
    query: joinAll([query, ...(word ? [word] : [])]),
    sort: null,
    now,
    me,
    at,
  }
  const search =
    findSearch(db, state.revision, asked) ??
    (await readWithCatalog(db, asked, (tx) => readSearch(db, tx, asked)))
  const { catalog } = search
  const found = listConditions(query).length === 0 ? null : search.find(query)
  const counted = { catalog, found, others: {}, state, now, me, kind: null }
  const { from, to } = place
  const page = { sort: BEST_FIRST, page: 1, pageSize: MAX_MODELS }
  const models =
    word === null ? [] : selectPage(search, search.find(word), { ...page, query: word })
  return { from, to, items: listItems(place, catalog, counted), models }
}

function listItems(place: Place, catalog: Catalog, counted: Counted): readonly Completion[] {
  const counts = countFacets(catalog, counted.found)
  if (place.kind === 'stage') {
    return listContaining(counts, 'stage', place.typed).map(({ value, count }) => ({
      text: `${formatName(value)}:`,
      count,
    }))
  }
  if (place.kind === 'value') return listValueItems(place, counts, counted)
  const qualifiers = QUALIFIERS.filter((one) => one.startsWith(foldText(place.typed)))
  const values =
    place.typed === ''
      ? []
      : (['stage', 'label', 'owner', 'repo'] as const).flatMap((qualifier) =>
          listContaining(counts, qualifier, place.typed)
            .slice(0, 2)
            .map(({ value, count }) => ({
              text: `${qualifier}:${formatValueOf(qualifier, value)} `,
              count,
            })),
        )
  return [
    ...qualifiers.map((one) => ({
      text: one === 'metric' || one === 'param' ? `${one}.` : `${one}:`,
      count: null,
    })),
    ...values,
  ]
}

type ValuePlace = Extract<Place, { readonly kind: 'value' }>

function listValueItems(
  { qualifier, typed }: ValuePlace,
  counts: FacetCounts,
  counted: Counted,
): readonly Completion[] {
  const values =
    qualifier === 'is'
      ? listOf(STATES, typed, [...listCounts(counts, 'is'), ...listVirtualStates(counted)])
      : qualifier === 'has'
        ? listOf(PARTS, typed, listCounts(counts, 'has'))
        : listContaining(counts, qualifier, typed)
  const items = values.slice(0, MAX_VALUES).map(({ value, count }) => ({
    text: `${formatValueOf(qualifier, value)} `,
    count,
  }))
  return [...items, ...listOperators(qualifier, typed, counted.now)]
}

/** All of the words, also those that no model has. */
function listOf(words: readonly string[], typed: string, counts: FacetView) {
  return words
    .filter((word) => word.startsWith(foldText(typed)))
    .map((value) => ({ value, count: counts.find((one) => one.value === value)?.count ?? 0 }))
}

/** The values of a qualifier that contain what is typed, the most frequent first. */
function listContaining(counts: FacetCounts, qualifier: string, typed: string): FacetView {
  const part = foldText(typed.replace(/^"/, ''))
  return listCounts(counts, qualifier, (value) => foldText(value).includes(part))
}

const DAY = 86_400_000

/** What a value may begin with, and times that are often asked for. */
function listOperators(
  qualifier: ValuePlace['qualifier'],
  typed: string,
  now: Date,
): readonly Completion[] {
  if (typed !== '') return []
  const since = (days: number) => new Date(now.getTime() - days * DAY).toISOString().slice(0, 10)
  switch (qualifier) {
    case 'metric':
    case 'param':
    case 'version':
      return ['>', '>=', '<', '<='].map((text) => ({ text, count: null }))
    case 'updated':
    case 'registered':
    case 'promoted':
      return [
        { text: `>=${since(7)} `, hint: 'the last 7 days', count: null },
        { text: `>=${since(30)} `, hint: 'the last 30 days', count: null },
        { text: `<${since(90)} `, hint: 'more than 90 days ago', count: null },
        { text: `${now.getUTCFullYear()} `, hint: 'this year', count: null },
      ]
    default:
      return []
  }
}

type NamePlace = Extract<Place, { readonly kind: 'name' }>

/** The names of metrics or params that begin with what is typed. */
async function listMeasures(
  db: Database,
  viewer: Viewer,
  { qualifier, typed }: NamePlace,
): Promise<readonly Completion[]> {
  const names = await listFrom(db, viewer, `${qualifier}.${typed}`, MAX_VALUES)
  return names.map((name) => ({
    text: `${formatName(name.slice(qualifier.length + 1))}:`,
    count: null,
  }))
}
