import type { Database } from './database'

/** Below it the planner's picture of a table stays good enough. */
const MANY_ROWS = 1_000

/** Refreshes the planner's statistics of tables with many changed rows since the last time. The embedded database has
 *  no background worker that would, nor one that frees the room of old rows. */
export async function analyzeTables(
  db: Database,
  changed: ReadonlyMap<string, number>,
): Promise<void> {
  const counts = requireCounts(db)
  for (const [table, rows] of changed) {
    const count = (counts.get(table) ?? 0) + rows
    counts.set(table, count < MANY_ROWS ? count : 0)
    if (count < MANY_ROWS) continue
    // Table names are this program's own.
    await db.query(db.kind === 'embedded' ? `VACUUM (ANALYZE) ${table}` : `ANALYZE ${table}`)
  }
}

const countsByDatabase = new WeakMap<Database, Map<string, number>>()

function requireCounts(db: Database): Map<string, number> {
  const counts = countsByDatabase.get(db) ?? new Map<string, number>()
  countsByDatabase.set(db, counts)
  return counts
}
