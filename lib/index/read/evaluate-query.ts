import { storableText } from '@/lib/database/storable-json'
import { foldText, formatTerm } from '@/lib/search/fold-text'
import type { Filter, Query, Test, Word } from '@/lib/search/query'
import type { Catalog } from './catalog'
import { buildMeasureColumn, type Columns, formatColumnKey } from './catalog-columns'
import { listValues, markHaving } from './count-catalog'
import { type Found, intersect, invert, markModels, unite } from './found'
import type { IndexState } from './index-state'
import { listMatching } from './matching-values'
import { formatSourceKey, type Sources } from './read-sources'
import { listTimeRanges, openValueTest } from './value-tests'
import { findStale, findWaiting, markNames } from './virtual-states'
import { openWordStart } from './word-start'

/** The person who searches, and when. */
export type Searcher = {
  readonly now: Date
  /** The names that the person is known by, for `owner:@me`. */
  readonly me: readonly string[]
}

/** What a search depends on. */
export type SearchContext = Searcher & {
  readonly catalog: Catalog
  /** The models with an open request. */
  readonly waiting: IndexState['waiting']
  /** Of the metrics and params that are asked for. */
  readonly columns: Columns
  /** What the filters `data:` and `from:` find. */
  readonly sources: Sources
}

/**
 * Finds the models that a query asks for. The reference is the filter of `lib/testing/reference-filter.ts`, which agrees
 * with it. What a part of a query finds is kept for other queries with the same part.
 */
export function openEvaluator(context: SearchContext): (query: Query) => Found {
  const known = new Map<Query, Found>()
  const evaluate = (query: Query): Found => {
    const found = known.get(query) ?? evaluateOne(query, context, evaluate)
    known.set(query, found)
    return found
  }
  return evaluate
}

function evaluateOne(
  query: Query,
  context: SearchContext,
  evaluate: (query: Query) => Found,
): Found {
  switch (query.kind) {
    case 'all':
    case 'any':
      if (query.parts.length === 0) return markModels(context.catalog, (mask) => mask.fill(1))
      return (query.kind === 'all' ? intersect : unite)(query.parts.map(evaluate))
    case 'not':
      return invert(evaluate(query.part))
    case 'word':
      return findWord(query, context.catalog)
    case 'filter':
      return findFiltered(query, context)
  }
}

function findWord({ text, form }: Word, catalog: Catalog): Found {
  const word = storableText(foldText(text))
  const holds = form === 'part' ? (text: string) => text.includes(word) : openWordStart(word)
  return markModels(catalog, (mask, { texts }) => {
    for (let place = 0; place < mask.length; place += 1) {
      if (holds(texts[place] ?? '')) mask[place] = 1
    }
  })
}

function findFiltered(filter: Filter, context: SearchContext): Found {
  const { qualifier, tests } = filter
  const { catalog, columns, sources } = context
  switch (qualifier) {
    case 'metric':
    case 'param':
      return findMeasured(filter, catalog, columns)
    case 'updated':
    case 'registered':
    case 'promoted':
      return findWithin(catalog, qualifier, tests)
    case 'data':
    case 'from': {
      const found = sources.get(formatSourceKey(filter))
      return markModels(catalog, (mask, repo, slug) =>
        markNames(mask, repo, found?.get(slug) ?? []),
      )
    }
    case 'is':
      return unite([
        findTerms(filter, context),
        ...tests.flatMap((test) => listStateModels(test, context)),
      ])
    default:
      return findTerms(filter, context)
  }
}

function findTerms({ qualifier, tests }: Filter, { catalog, me }: SearchContext): Found {
  const values = tests.flatMap((test) =>
    qualifier === 'owner' && test.kind === 'text' && test.text === '@me'
      ? me
      : listMatching(qualifier, test, () => listValues(catalog, qualifier)),
  )
  // An owner has the shown name as one term and each other name and address as another.
  const kinds = qualifier === 'owner' ? ['owner', 'alias'] : [qualifier]
  const terms = new Set(
    values.flatMap((value) => kinds.map((kind) => formatTerm(kind, storableText(value)))),
  )
  return markHaving(catalog, (repo) => [...terms].flatMap((term) => repo.terms.get(term) ?? []))
}

/** The models in the states that are no term, because time or the journal decides. */
function listStateModels(test: Test, { catalog, now, waiting }: SearchContext): readonly Found[] {
  const asked = listMatching('is', test, () => ['stale', 'waiting']).map(foldText)
  return [
    ...(asked.includes('stale') ? [findStale(catalog, now)] : []),
    ...(asked.includes('waiting') ? [findWaiting(catalog, waiting)] : []),
  ]
}

function findWithin(
  catalog: Catalog,
  column: 'updated' | 'registered' | 'promoted',
  tests: readonly Test[],
): Found {
  const ranges = listTimeRanges(tests)
  return markModels(catalog, (mask, repo) => {
    for (const { from, until } of ranges) markRange(mask, repo[column], from, until)
  })
}

function markRange(mask: Uint8Array, column: Float64Array, from: number, until: number): void {
  for (let place = 0; place < mask.length; place += 1) {
    const value = column[place] ?? Number.NaN
    if (value >= from && value < until) mask[place] = 1
  }
}

function findMeasured(filter: Filter, catalog: Catalog, columns: Columns): Found {
  const holds = openValueTest(filter)
  const column = columns.get(formatColumnKey(buildMeasureColumn(filter)))
  return markModels(catalog, (mask, _repo, slug) => {
    const values = column?.get(slug)
    if (!values) return
    for (const place of values.places) {
      if (holds(values.numbers[place] ?? Number.NaN, values.texts[place])) mask[place] = 1
    }
  })
}
