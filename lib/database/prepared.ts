import type { Database } from './database'

/** A `bigint`, as `pg` or Prisma reads it. */
export type BigIntText = string | bigint

/** A statement that is prepared once for each connection. There must be few names, each with one text: PostgreSQL and the
 *  driver keep all of them. */
export type Prepared = { readonly name: string; readonly text: string }

/** The rows, as `pg` parses them: `bigint` as text, `json` as values. */
export async function queryPrepared<Row>(
  db: Pick<Database, 'query'>,
  { name, text }: Prepared,
  values: unknown[],
): Promise<Row[]> {
  return (await db.query({ name, text, values })).rows as Row[]
}
