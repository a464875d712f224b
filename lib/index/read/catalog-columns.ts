import { storableText } from '@/lib/database/storable-json'
import type { Filter } from '@/lib/search/query'
import type { SortColumn } from '@/lib/search/sort'
import { Prisma } from '@/prisma/generated/client'
import { findModelPlace, type RepoCatalog } from './build-repo-catalog'
import type { Catalog } from './catalog'
import { readPastMeasures } from './past-measures'

/** What a search or an order asks for that the catalog does not have. */
export type ColumnAsked = Extract<SortColumn, { readonly kind: 'measure' | 'since' | 'behind' }>

/** The values of one repository's models. */
type Column = {
  /** Of the models that have a value. */
  readonly places: Uint32Array
  /** NaN where the value is no number. */
  readonly numbers: Float64Array
  /** Lower-case text of a value that is no number. */
  readonly texts: readonly (string | null)[]
}

/** By `formatColumnKey`, and then by repository. */
export type Columns = ReadonlyMap<string, ReadonlyMap<string, Column>>

/** Of each repository: each may be as large as the times in its catalog. */
const MAX_COLUMNS = 20

/** They are kept with the catalog of their repository, whose rows are of the same revision. */
const kept = new WeakMap<RepoCatalog, Map<string, Column>>()

/** The column of the metric or the param that a filter asks for. */
export function buildMeasureColumn({ qualifier, name, stage }: Filter): ColumnAsked {
  return { kind: 'measure', name: `${qualifier}.${name ?? ''}`, stage }
}

export function formatColumnKey(asked: ColumnAsked): string {
  return JSON.stringify([asked.kind, asked.kind === 'measure' ? asked.name : '', asked.stage])
}

/** Columns that have been read for the catalog; null when one of them has not. */
export function findColumns(catalog: Catalog, asked: readonly ColumnAsked[]): Columns | null {
  const isKnown = asked.every((one) => listUnread(catalog, one).length === 0)
  return isKnown ? listKept(catalog, asked) : null
}

/** Reads the columns. The transaction must see the state that the catalog is of; `at` is its past second. */
export async function readColumns(
  tx: Prisma.TransactionClient,
  catalog: Catalog,
  {
    columns: asked,
    at,
  }: { readonly columns: readonly ColumnAsked[]; readonly at?: number | undefined },
): Promise<Columns> {
  const columns = new Map<string, ReadonlyMap<string, Column>>()
  for (const one of asked) {
    const unread = listUnread(catalog, one)
    if (unread.length > 0) keepColumn(catalog, one, await readRows(tx, one, { slugs: unread, at }))
    for (const [key, column] of listKept(catalog, [one])) columns.set(key, column)
  }
  return columns
}

function listKept(catalog: Catalog, asked: readonly ColumnAsked[]): Columns {
  return new Map(
    asked.map((one) => {
      const key = formatColumnKey(one)
      const column = [...catalog].flatMap(([slug, repo]) => {
        const own = kept.get(repo)?.get(key)
        return own === undefined ? [] : [[slug, own] as const]
      })
      return [key, new Map(column)]
    }),
  )
}

function listUnread(catalog: Catalog, asked: ColumnAsked): readonly string[] {
  const key = formatColumnKey(asked)
  return [...catalog].flatMap(([slug, repo]) => (kept.get(repo)?.has(key) ? [] : [slug]))
}

type ColumnRow = {
  readonly repo: string
  readonly name: string
  readonly number: number | bigint | null
  readonly text: string | null
}

/** `at`: a past second. */
type ColumnsOf = { readonly slugs: readonly string[]; readonly at?: number | undefined }

async function readRows(
  tx: Prisma.TransactionClient,
  asked: ColumnAsked,
  { slugs, at }: ColumnsOf,
): Promise<ReadonlyMap<string, readonly ColumnRow[]>> {
  // No statement may keep the embedded database for long.
  const parts = at === undefined ? [slugs] : slugs.map((slug) => [slug])
  const rows: ColumnRow[] = []
  for (const part of parts) {
    const read =
      at !== undefined && asked.kind === 'measure'
        ? readPastMeasures(tx, asked, { slugs: part, at })
        : tx.$queryRaw<ColumnRow[]>(selectColumn(asked, { slugs: part, at }))
    for (const row of await read) rows.push(row)
  }
  const byRepo = new Map(slugs.map((slug) => [slug, [] as ColumnRow[]]))
  for (const row of rows) byRepo.get(row.repo)?.push(row)
  return byRepo
}

function selectColumn(asked: ColumnAsked, { slugs, at }: ColumnsOf): Prisma.Sql {
  const stage = storableText(asked.stage ?? '')
  if (asked.kind === 'measure')
    return Prisma.sql`SELECT v.repo, v.artifact AS name, v.number, v.text FROM measures v
      WHERE v.name = ${storableText(asked.name)} AND v.stage = ${stage} AND v.repo = ANY(${[...slugs]}::text[])`
  // Of the newest in the stage.
  const value = asked.kind === 'since' ? Prisma.sql`e.at_seconds` : Prisma.sql`h.behind`
  const holders =
    at === undefined ? Prisma.sql`stage_holders` : Prisma.sql`stage_holders_at(${at}::bigint)`
  return Prisma.sql`SELECT h.repo, h.artifact AS name, ${value} AS number, NULL AS text FROM ${holders} h
    LEFT JOIN events e ON e.repo = h.repo AND e.tag = h.tag
    WHERE h.stage = ${stage} AND h.position = 0 AND h.repo = ANY(${[...slugs]}::text[])`
}

function keepColumn(
  catalog: Catalog,
  asked: ColumnAsked,
  rows: ReadonlyMap<string, readonly ColumnRow[]>,
): void {
  for (const [slug, own] of rows) {
    const repo = catalog.get(slug)
    if (repo === undefined) continue
    const columns = kept.get(repo) ?? new Map<string, Column>()
    kept.set(repo, columns)
    const [oldest] = columns.keys()
    if (columns.size >= MAX_COLUMNS && oldest !== undefined) columns.delete(oldest)
    columns.set(formatColumnKey(asked), buildColumn(repo, own))
  }
}

function buildColumn(repo: RepoCatalog, rows: readonly ColumnRow[]): Column {
  const numbers = new Float64Array(rows.length === 0 ? 0 : repo.names.length).fill(Number.NaN)
  const texts: (string | null)[] = []
  const hasTexts = rows.some(({ text }) => text !== null)
  if (hasTexts) for (const _ of repo.names) texts.push(null)
  const places = Uint32Array.from(rows, ({ name, number, text }) => {
    const place = findModelPlace(repo, name)
    if (number !== null) numbers[place] = Number(number)
    if (text !== null) texts[place] = text
    return place
  })
  return { places, numbers, texts }
}
