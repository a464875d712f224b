import type { Database } from '@/lib/database/database'

/** With fewer changes, or a smaller part of the rows, the planner's statistics of a table stay good enough. The cost of
 *  refreshing them grows with the table, so that many writes of one size would take quadratic time. */
const MANY_ROWS = 1_000
const MANY_PARTS = 0.2

/** Of 100,000 rows, three columns take some 100 ms, for which readers of the embedded database wait. */
const MAX_COLUMNS = 3

/** Refreshes the planner's statistics of tables with many changed rows since the last time. The embedded database has
 *  no background worker that would, nor one that frees the room of old rows; and while one of its statements runs,
 *  nothing else does, so that only indexed columns are looked at: those that pages filter, join and sort by. */
export async function analyzeTables(
  db: Database,
  changed: ReadonlyMap<string, number>,
): Promise<void> {
  const counts = requireCounts(db)
  for (const [table, rows] of changed) {
    const count = (counts.get(table) ?? 0) + rows
    counts.set(table, count)
    if (count < MANY_ROWS || count < MANY_PARTS * (await readRowCount(db, table))) continue
    counts.set(table, 0)
    // Names of tables and columns are this program's own.
    if (db.kind === 'embedded') await db.query(`VACUUM ${table}`)
    const columns = await listIndexedColumns(db, table)
    for (let at = 0; at < columns.length; at += MAX_COLUMNS) {
      await db.query(`ANALYZE ${table} (${columns.slice(at, at + MAX_COLUMNS).join(', ')})`)
    }
  }
}

/** The rows of a table when its statistics were last refreshed; below zero before the first time. */
async function readRowCount(db: Database, table: string): Promise<number> {
  const { rows } = await db.query('SELECT reltuples FROM pg_class WHERE oid = $1::regclass', [
    table,
  ])
  return Number(rows[0]?.reltuples ?? -1)
}

async function listIndexedColumns(db: Database, table: string): Promise<readonly string[]> {
  const { rows } = await db.query(
    `SELECT DISTINCT quote_ident(attname) AS name FROM pg_attribute
      JOIN pg_index ON indrelid = attrelid AND attnum = ANY(indkey) WHERE attrelid = $1::regclass`,
    [table],
  )
  return rows.map(({ name }) => String(name))
}

const countsByDatabase = new WeakMap<Database, Map<string, number>>()

function requireCounts(db: Database): Map<string, number> {
  const counts = countsByDatabase.get(db) ?? new Map<string, number>()
  countsByDatabase.set(db, counts)
  return counts
}
