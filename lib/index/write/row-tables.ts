import { Prisma } from '@/prisma/generated/client'

/** Runs SQL: the client or a transaction. */
export type Executor = Pick<Prisma.TransactionClient, '$executeRaw' | '$queryRaw'>

/** A table whose rows have a generation, and the view that shows readers its rows of all generations but hidden ones. */
export type RowTable = {
  readonly rows: string
  readonly view: string
  /** The key within a repository; unique among the rows that the view shows. */
  readonly key: readonly string[]
}

/** Not derived, but shown together with what was derived. */
export const seenTable: RowTable = {
  rows: 'seen_tag_rows',
  view: 'seen_tags',
  key: ['tag', 'oid'],
}

/** Names of tables and columns are this program's own: no value ever becomes SQL text. */
const { raw } = Prisma

/** The key of a row as one text, as `formatDerivedRow` makes it. */
export function selectKey({ key }: RowTable): Prisma.Sql {
  return raw(key.join(` || E'\\n' || `))
}

/** Adds the rows of a JSON array. `from` may be a FROM item that has no row where nothing must be written. */
export function insertRows(
  { rows }: RowTable,
  json: string,
  { generation, from }: { readonly generation: number; readonly from?: Prisma.Sql },
): Prisma.Sql {
  const base = Prisma.sql`json_populate_record(null::${raw(rows)}, json_build_object('generation', ${generation}::int))`
  const given = Prisma.sql`json_populate_recordset(${base}, ${json}::json) r`
  return Prisma.sql`INSERT INTO ${raw(rows)} SELECT r.* FROM ${from ? Prisma.sql`${from}, ${given}` : given}`
}

/** Removes the rows whose keys are in a JSON array. */
export function removeRows(table: RowTable, json: string, slug: string): Prisma.Sql {
  const { rows } = table
  return Prisma.sql`DELETE FROM ${raw(rows)} t
    USING json_populate_recordset(null::${raw(rows)}, ${json}::json) k
    WHERE t.repo = ${slug} AND ${matchKey(table)}`
}

/** Moves the rows whose keys are in a JSON array from the generations that are shown to `to`. */
export function moveRows(
  table: RowTable,
  json: string,
  move: {
    readonly slug: string
    readonly hidden: number
    readonly to: number
    readonly from: Prisma.Sql
  },
): Prisma.Sql {
  const { rows } = table
  return Prisma.sql`UPDATE ${raw(rows)} t SET generation = ${move.to}
    FROM ${move.from}, json_populate_recordset(null::${raw(rows)}, ${json}::json) k
    WHERE t.repo = ${move.slug} AND t.generation <> ${move.hidden} AND ${matchKey(table)}`
}

function matchKey({ key }: RowTable): Prisma.Sql {
  return raw(key.map((column) => `t.${column} = k.${column}`).join(' AND '))
}
