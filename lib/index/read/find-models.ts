import type { BigIntText } from '@/lib/database/prepared'
import { storableText } from '@/lib/database/storable-json'
import { formatTerm } from '@/lib/search/fold-text'
import { type Filter, joinAll, listConditions, listWords, type Query } from '@/lib/search/query'
import type { ModelSort, SortColumn } from '@/lib/search/sort'
import { Prisma } from '@/prisma/generated/client'
import type { FoundNames } from './catalog'
import { buildSearchConditions, type SearchContext } from './search-conditions'
import { escapeLike } from './value-conditions'

export type ModelsAsked = {
  readonly query: Query
  readonly sort: ModelSort
  /** From 1. */
  readonly page: number
  readonly pageSize: number
  /** Only models of this kind are listed, and those of others counted; null: of all kinds. */
  readonly kind: string | null
}

export type FoundModels = {
  readonly names: FoundNames
  /** Those of the page, in order, and of the kind. */
  readonly page: readonly { readonly repo: string; readonly name: string }[]
}

type FoundRow = { readonly repo: string; readonly names: string; readonly place: BigIntText | null }

/** The models that the query finds, of all kinds and each once, and the page of them. One statement, which looks at each model once. */
export async function findModels(
  tx: Prisma.TransactionClient,
  { query, sort, page, pageSize, kind }: ModelsAsked,
  context: SearchContext,
): Promise<FoundModels> {
  const { key, join } = buildSortKey(sort.column, query)
  const order = Prisma.raw(
    `${sort.direction === 'down' ? 'key DESC' : 'key'} NULLS LAST, name, repo`,
  )
  const listed =
    kind === null ? Prisma.sql`true` : Prisma.sql`s.terms && ${[formatTerm('kind', kind)]}::text[]`
  const rows = await tx.$queryRaw<FoundRow[]>`
    WITH found AS MATERIALIZED (
      SELECT s.repo, s.name, ${key} AS key, ${listed} AS listed FROM search s ${join}
      WHERE ${buildSearchConditions(query, context)}
    )
    SELECT repo, string_agg(name, E'\\n') AS names, NULL AS place FROM found GROUP BY repo
    UNION ALL
    SELECT repo, name, row_number() OVER (ORDER BY ${order}) FROM (
      SELECT * FROM found WHERE listed ORDER BY ${order}
      LIMIT ${Prisma.raw(String(pageSize))} OFFSET ${Prisma.raw(String((page - 1) * pageSize))}
    ) page`
  const onPage = rows.filter(({ place }) => place !== null)
  return {
    names: collectNames(rows.filter(({ place }) => place === null)),
    page: onPage
      .sort((a, b) => Number(a.place) - Number(b.place))
      .map(({ repo, names }) => ({ repo, name: names })),
  }
}

/** The names of the models that the query finds. */
export async function findNames(
  tx: Prisma.TransactionClient,
  query: Query,
  context: SearchContext,
): Promise<FoundNames> {
  const rows = await tx.$queryRaw<FoundRow[]>`
    SELECT s.repo, string_agg(s.name, E'\\n') AS names FROM search s
    WHERE ${buildSearchConditions(query, context)} GROUP BY s.repo`
  return collectNames(rows)
}

/** How many models the query finds. */
export async function countModels(
  tx: Prisma.TransactionClient,
  query: Query,
  context: SearchContext,
): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) FROM search s WHERE ${buildSearchConditions(query, context)}`
  return Number(row?.count ?? 0)
}

function collectNames(rows: readonly FoundRow[]): FoundNames {
  return new Map(rows.map(({ repo, names }) => [repo, names.split('\n')]))
}

type SortKey = { readonly key: Prisma.Sql; readonly join: Prisma.Sql }

function buildSortKey(column: SortColumn, query: Query): SortKey {
  switch (column.kind) {
    case 'since':
      return buildStageKey(Prisma.sql`e.at_seconds`, column.stage)
    case 'behind':
      return buildStageKey(Prisma.sql`h.behind`, column.stage)
    case 'measure': {
      const { name, stage } = column
      const join = Prisma.sql`LEFT JOIN measures v ON v.repo = s.repo AND v.artifact = s.name
        AND v.stage = ${storableText(stage ?? '')} AND v.name = ${storableText(name)}`
      return { key: Prisma.sql`v.number`, join }
    }
    case 'match':
      return { key: buildRank(query), join: Prisma.empty }
    default:
      return { key: KEYS[column.kind], join: Prisma.empty }
  }
}

const KEYS = {
  name: Prisma.sql`s.name`,
  repo: Prisma.sql`s.repo`,
  updated: Prisma.sql`s.updated_seconds`,
  registered: Prisma.sql`s.latest_seconds`,
  promoted: Prisma.sql`s.promoted_seconds`,
  versions: Prisma.sql`s.version_count`,
  owner: Prisma.sql`(SELECT min(one) FROM unnest(s.terms) one WHERE one LIKE 'owner:%')`,
} satisfies Record<
  Exclude<SortColumn['kind'], 'since' | 'behind' | 'measure' | 'match'>,
  Prisma.Sql
>

/** Of the newest in the stage. */
function buildStageKey(key: Prisma.Sql, stage: string): SortKey {
  const join = Prisma.sql`LEFT JOIN stage_holders h ON h.repo = s.repo AND h.artifact = s.name
      AND h.stage = ${storableText(stage)} AND h.position = 0
    LEFT JOIN events e ON e.repo = h.repo AND e.tag = h.tag`
  return { key, join }
}

/** 0: a word is the name. 1: the name begins with one. 2: it contains one. 3: they are found elsewhere. */
function buildRank(query: Query): Prisma.Sql {
  const words = listWords(query).map(escapeLike)
  const some = (format: (word: string) => string, text: Prisma.Sql) =>
    Prisma.sql`${text} LIKE ANY (${words.map(format)}::text[])`
  const name = Prisma.sql`split_part(s.text, E'\\n', 1)`
  return Prisma.sql`CASE WHEN ${some((word) => word, name)} THEN 0
    WHEN ${some((word) => `${word}%`, name)} THEN 1
    WHEN ${some((word) => `%${word}%`, name)} THEN 2 ELSE 3 END`
}

/** The query without the filters of one qualifier that all must hold. */
export function dropFilters(query: Query, qualifier: Filter['qualifier']): Query {
  const parts = listConditions(query)
  const rest = parts.filter((part) => part.kind !== 'filter' || part.qualifier !== qualifier)
  return rest.length === parts.length ? query : joinAll(rest)
}
