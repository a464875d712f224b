import type { Database } from '@/lib/database/database'
import { DatabaseError } from '@/lib/database/database-error'
import { buildHeldCondition, type Lease } from '@/lib/database/lease'
import { Prisma } from '@/prisma/generated/client'
import type { Executor, RowTable } from './row-tables'

/**
 * A large write is made in steps, each a statement of its own. Its new rows have a hidden generation, and the rows that
 * it replaces are moved to another one, which is still shown. A last short transaction shows the first and hides the
 * second; then the replaced rows are removed. Whenever a writer dies, readers see the old rows or the new ones, and
 * `hidden_generations` says which rows the next write of the repository has to remove.
 */
export type Generations = {
  /** Of the new rows: hidden. */
  readonly next: number
  /** Of the rows that they replace: shown until the last transaction. */
  readonly replaced: number
}

export type Writer = {
  readonly slug: string
  /**
   * If given, a writer whose lease another process has acquired changes nothing and gets DatabaseError `lease-lost`.
   */
  readonly lease: Lease | undefined
}

/** Rows removed by one statement. */
const MAX_REMOVED = 2_000

export async function openGenerations(db: Executor, writer: Writer): Promise<Generations> {
  const [opened] = await db.$queryRaw<Generations[]>`
    INSERT INTO hidden_generations (repo) SELECT ${writer.slug} WHERE ${buildHeldCondition(writer.lease)}
    RETURNING generation AS next,
      nextval(pg_get_serial_sequence('hidden_generations', 'generation'))::int AS replaced`
  return opened ?? throwLeaseLost(writer)
}

/** A step need not be on disk when it ends: the last transaction, which shows it, flushes all earlier ones. */
const LAZY = Prisma.sql`set_config('synchronous_commit', 'off', true)`

/** Runs one step. Its FROM item has a row while the lease is held and the generation is still hidden. The client would
 *  copy the rows of a step twice on their way, so that the driver gets them. */
export async function runStep(
  db: Pick<Database, 'query'>,
  { writer, next }: { readonly writer: Writer; readonly next: number },
  formatStep: (from: Prisma.Sql) => Prisma.Sql,
): Promise<void> {
  const step = Prisma.sql`
    WITH held AS MATERIALIZED (
      SELECT ${LAZY} FROM hidden_generations
      WHERE generation = ${next} AND ${buildHeldCondition(writer.lease)} FOR UPDATE
    ), step AS (${formatStep(Prisma.sql`held`)})
    SELECT true FROM held`
  const { rows } = await db.query(step.text, step.values)
  if (rows.length === 0) throwLeaseLost(writer)
}

/** From the end of the transaction on, readers see the new rows; the replaced ones, if any, are hidden. */
export async function switchGenerations(
  tx: Executor,
  writer: Writer,
  { next, replaced }: { readonly next: number; readonly replaced: number | null },
): Promise<void> {
  const rows = await tx.$queryRaw<unknown[]>`
    WITH shown AS (
      DELETE FROM hidden_generations WHERE generation = ${next} AND ${buildHeldCondition(writer.lease)} RETURNING repo
    ), hidden AS (
      INSERT INTO hidden_generations (generation, repo)
      SELECT ${replaced}::int, repo FROM shown WHERE ${replaced}::int IS NOT NULL
    ) SELECT true FROM shown`
  if (rows.length === 0) throwLeaseLost(writer)
}

/** Removes the rows of a hidden generation from the tables, in steps, and then the generation itself. */
export async function removeGeneration(
  db: Executor,
  writer: Writer,
  { generation, tables }: { readonly generation: number; readonly tables: readonly RowTable[] },
): Promise<void> {
  for (const table of tables) {
    let after: readonly string[] | null = table.key.map(() => '')
    while (after !== null) after = await removeSome(db, writer, { table, generation, after })
  }
  await db.$executeRaw`
    DELETE FROM hidden_generations WHERE generation = ${generation} AND ${buildHeldCondition(writer.lease)}`
}

type Rest = {
  readonly table: RowTable
  readonly generation: number
  /** The key up to which all are removed: looking for the next ones begins behind it. */
  readonly after: readonly string[]
}

/** The key of the last row that was removed; null when none was left. */
async function removeSome(
  db: Executor,
  writer: Writer,
  { table, generation, after }: Rest,
): Promise<readonly string[] | null> {
  const rows = Prisma.raw(table.rows)
  const key = Prisma.raw(table.key.join(', '))
  const backwards = Prisma.raw(table.key.map((column) => `${column} DESC`).join(', '))
  const [step] = await db.$queryRaw<{ last: string[] | null }[]>`
    WITH held AS MATERIALIZED (SELECT ${LAZY} WHERE ${buildHeldCondition(writer.lease)}), gone AS (
      DELETE FROM ${rows} WHERE ctid = ANY (ARRAY(
        SELECT t.ctid FROM held, ${rows} t
        WHERE t.repo = ${writer.slug} AND t.generation = ${generation} AND (${key}) > (${Prisma.join(after)})
        ORDER BY ${key} LIMIT ${MAX_REMOVED}
      )) RETURNING ${key}
    ) SELECT (SELECT ARRAY[${key}] FROM gone ORDER BY ${backwards} LIMIT 1) AS last FROM held`
  return step === undefined ? throwLeaseLost(writer) : step.last
}

function throwLeaseLost({ slug }: Writer): never {
  throw new DatabaseError('lease-lost', `Another process has taken over the index of ${slug}.`)
}
