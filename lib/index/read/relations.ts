import type { Database } from '@/lib/database/database'
import { type Prepared, queryPrepared } from '@/lib/database/prepared'
import type { Prisma } from '@/prisma/generated/client'

/** The relations that a read takes its rows from. */
export type Relations = {
  readonly models: string
  readonly holders: string
  readonly versions: string
  readonly problems: string
  /** Whether a part of a statement that is used several times is read once: the rows of now are read by an index each time. */
  readonly once: 'MATERIALIZED' | 'NOT MATERIALIZED'
}

/** What tags and branches come to now. */
export const NOW: Relations = {
  models: 'models',
  holders: 'stage_holders',
  versions: 'versions',
  problems: 'problems',
  once: 'NOT MATERIALIZED',
}

/** A statement for now, and the same for a second of the past, which is its last value. */
export type PreparedPair = { readonly now: Prepared; readonly past: Prepared }

/** `values` counts those that the text for now has. Nothing is known of the problems of the past. */
export function preparePair(
  name: string,
  values: number,
  format: (relations: Relations) => string,
): PreparedPair {
  const instant = `$${values + 1}::bigint`
  const past: Relations = {
    models: `models_at(${instant})`,
    holders: `stage_holders_at(${instant})`,
    versions: `versions_at(${instant})`,
    problems: '(SELECT * FROM problems LIMIT 0)',
    once: 'MATERIALIZED',
  }
  return {
    now: { name, text: format(NOW) },
    past: { name: `${name}-at`, text: format(past) },
  }
}

/** The rows of the statement. `at` is in Unix seconds; undefined: now. */
export function queryAt<Found>(
  db: Database,
  { now, past }: PreparedPair,
  values: readonly unknown[],
  at: number | undefined,
): Promise<Found[]> {
  return at === undefined
    ? queryPrepared<Found>(db, now, [...values])
    : queryPrepared<Found>(db, past, [...values, at])
}

/** The same in a transaction. */
export function queryAtIn<Found>(
  tx: Prisma.TransactionClient,
  { now, past }: PreparedPair,
  values: readonly unknown[],
  at: number | undefined,
): Promise<Found[]> {
  return at === undefined
    ? tx.$queryRawUnsafe<Found[]>(now.text, ...values)
    : tx.$queryRawUnsafe<Found[]>(past.text, ...values, at)
}
