import type { Database } from '@/lib/database/database'

/** The tables of answers that can be read again, and the column that is their key within a repository. */
const KEYS = { cards: 'oid', code_diffs: 'key', path_changes: 'key', pipelines: 'commit' }

/** Keeps so many of a repository's answers, those that were read last. */
export async function dropOldest(
  database: Database,
  table: keyof typeof KEYS,
  { repo, kept }: { readonly repo: string; readonly kept: number },
): Promise<void> {
  const key = KEYS[table]
  await database.query(
    `DELETE FROM ${table} WHERE repo = $1 AND ${key} IN (
      SELECT ${key} FROM ${table} WHERE repo = $1 ORDER BY read_at DESC OFFSET $2::int)`,
    [repo, kept],
  )
}
