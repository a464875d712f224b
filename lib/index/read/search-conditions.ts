import { storableText } from '@/lib/database/storable-json'
import { isContentKey } from '@/lib/registry/data-key'
import { foldText, formatTerm } from '@/lib/search/fold-text'
import type { Filter, Query, Test, Word } from '@/lib/search/query'
import { Prisma } from '@/prisma/generated/client'
import type { Catalog } from './catalog'
import { listValues } from './count-catalog'
import type { IndexState } from './index-state'
import { listMatching } from './matching-values'
import { escapePattern } from './text-match'
import { buildMeasure, buildTime, COLUMNS, escapeLike, joinAny } from './value-conditions'
import type { Viewer } from './viewer'
import { buildVisibleCondition } from './visible'

/** What a search depends on besides the rows of models. */
export type SearchContext = {
  readonly viewer: Viewer
  /** Unix seconds. */
  readonly now: number
  /** The models with an open request, as `repo` and `name`. */
  readonly waiting: readonly (readonly [repo: string, name: string])[]
  /** The values of a qualifier that any model has; of owners, their other names and addresses too. */
  readonly listValues: (qualifier: string) => readonly string[]
  readonly me: Searcher['me']
}

/** The person who searches, and when. */
export type Searcher = {
  readonly now: Date
  /** The names that the person is known by, for `owner:@me`. */
  readonly me: readonly string[]
}

type ContextOf = Searcher & {
  readonly viewer: Viewer
  readonly catalog: Catalog
  readonly state: IndexState
}

export function buildSearchContext({ viewer, catalog, state, now, me }: ContextOf): SearchContext {
  return {
    viewer,
    now: Math.floor(now.getTime() / 1000),
    waiting: state.waiting,
    listValues: (qualifier) => listValues(catalog, qualifier),
    me,
  }
}

const DAY = 86_400

/** Production is stale when it has had an older version than the latest for so long. */
export const STALE_SECONDS = 90 * DAY

/**
 * What holds of the `search` rows (as `s`) that the query asks for and the viewer may see. The reference is the filter of
 * `lib/testing/reference-filter.ts`, which agrees with it. Words are found by the trigram index from three characters
 * on, qualifiers by the index on terms.
 */
export function buildSearchConditions(query: Query, context: SearchContext): Prisma.Sql {
  const visible = buildVisibleCondition(context.viewer, 's.repo')
  return Prisma.sql`${visible} AND ${buildCondition(query, context)}`
}

function buildCondition(query: Query, context: SearchContext): Prisma.Sql {
  switch (query.kind) {
    case 'all':
    case 'any': {
      if (query.parts.length === 0) return Prisma.sql`true`
      const parts = query.parts.map((part) => buildCondition(part, context))
      return Prisma.sql`(${Prisma.join(parts, query.kind === 'all' ? ' AND ' : ' OR ')})`
    }
    case 'not':
      return Prisma.sql`(${buildCondition(query.part, context)}) IS NOT TRUE`
    case 'word':
      return buildWord(query)
    case 'filter':
      return buildFilter(query, context)
  }
}

function buildWord({ text, form }: Word): Prisma.Sql {
  const part = Prisma.sql`s.text LIKE ${`%${escapeLike(text)}%`}`
  return form === 'part' ? part : Prisma.sql`(${part} AND s.text ~ ${formatStart(text)})`
}

/** A word begins at the start of the text, and after an ASCII character that is no letter and no digit. */
function formatStart(text: string): string {
  const literal = escapePattern(storableText(foldText(text)))
  return `(^|[\\x01-/:-@[-\`{-\\x7f])${literal}`
}

function buildFilter(filter: Filter, context: SearchContext): Prisma.Sql {
  const { qualifier, tests } = filter
  switch (qualifier) {
    case 'metric':
    case 'param':
      return buildMeasure(filter)
    case 'updated':
    case 'registered':
    case 'promoted':
      return buildTime(COLUMNS[qualifier], tests)
    case 'data':
      return buildMadeFrom(listHashes(tests))
    case 'from':
      return buildMadeFrom(buildContents(tests, context))
    case 'is':
      return joinAny([
        buildTerms(filter, context),
        ...tests.flatMap((test) => buildState(test, context)),
      ])
    default:
      return buildTerms(filter, context)
  }
}

function buildTerms({ qualifier, tests }: Filter, { listValues, me }: SearchContext): Prisma.Sql {
  const values = tests.flatMap((test) =>
    qualifier === 'owner' && test.kind === 'text' && test.text === '@me'
      ? me
      : listMatching(qualifier, test, () => listValues(qualifier)),
  )
  // An owner has the shown name as one term and each other name and address as another.
  const kinds = qualifier === 'owner' ? ['owner', 'alias'] : [qualifier]
  const terms = new Set(
    values.flatMap((value) => kinds.map((kind) => storableText(formatTerm(kind, value)))),
  )
  return Prisma.sql`s.terms && ${[...terms]}::text[]`
}

/** The states that are no term, because time or the journal decides. */
function buildState(test: Test, { now, waiting }: SearchContext): Prisma.Sql[] {
  const asked = listMatching('is', test, () => ['stale', 'waiting']).map(foldText)
  const stale = Prisma.sql`(s.production_behind > 0 AND s.production_seconds < ${now - STALE_SECONDS}::bigint)`
  const open = Prisma.sql`(s.repo, s.name) IN (SELECT * FROM unnest(
    ${waiting.map(([repo]) => repo)}::text[], ${waiting.map(([, name]) => name)}::text[]))`
  return [...(asked.includes('stale') ? [stale] : []), ...(asked.includes('waiting') ? [open] : [])]
}

/** The models with a version that has one of the contents, or was made from one. */
function buildMadeFrom(keys: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(s.repo, s.name) IN (SELECT v.repo, v.artifact FROM versions v WHERE v.origins && ${keys})`
}

/** Of a folder, with or without the mark at its end. */
function listHashes(tests: readonly Test[]): Prisma.Sql {
  const hashes = tests
    .flatMap((test) =>
      test.kind === 'text' || test.kind === 'exact' ? [test.text.toLowerCase()] : [],
    )
    .flatMap((hash) => [hash, `${hash}.dir`])
    .filter(isContentKey)
  return Prisma.sql`${hashes}::text[]`
}

/** The contents of the versions of the artifacts with these names, each perhaps with its repository before it. */
function buildContents(tests: readonly Test[], { viewer }: SearchContext): Prisma.Sql {
  const names = tests.flatMap((test) =>
    test.kind === 'text' || test.kind === 'exact' ? listPlaces(storableText(test.text)) : [],
  )
  return Prisma.sql`ARRAY(SELECT c.content FROM unnest(
      ${names.map(({ repo }) => repo)}::text[], ${names.map(({ name }) => name)}::text[]) n(repo, name)
    JOIN models m ON m.name = n.name AND (n.repo = '' OR n.repo = m.repo)
    JOIN versions c ON c.repo = m.repo AND c.artifact = m.name
    WHERE c.content IS NOT NULL AND ${buildVisibleCondition(viewer, 'm.repo')})`
}

/** `a/b` is the artifact of that name, or `b` of the repository `a`. */
function listPlaces(text: string): readonly { readonly repo: string; readonly name: string }[] {
  const slash = text.indexOf('/')
  const whole = { repo: '', name: text }
  return slash < 0 ? [whole] : [whole, { repo: text.slice(0, slash), name: text.slice(slash + 1) }]
}
