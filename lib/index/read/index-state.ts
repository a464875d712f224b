import type { Database } from '@/lib/database/database'
import { type BigIntText, queryPrepared } from '@/lib/database/prepared'

/** What answers from the index depend on. */
export type IndexState = {
  readonly revision: bigint
  /** The models with a request that waits for approval, as `repo` and `name`, in order. */
  readonly waiting: readonly (readonly [repo: string, name: string])[]
}

const STATE = {
  name: 'index-state',
  text: `SELECT (SELECT revision FROM index_revision) AS revision, (
    SELECT json_agg(json_build_array(repo, name) ORDER BY repo, name) FROM (
      SELECT DISTINCT c.repo, command.value->>'artifact' AS name
      FROM commands c, json_array_elements(c.asked->'commands') command
      WHERE c.state = 'waiting' AND c.expires_at > now()) open) AS waiting`,
}

/** `at`: the state that answers about a past second depend on. Nothing of the past waits for approval. */
export async function readIndexState(db: Database, at?: number): Promise<IndexState> {
  type Row = {
    readonly revision: BigIntText | null
    readonly waiting: IndexState['waiting'] | null
  }
  const [row] = await queryPrepared<Row>(db, STATE, [])
  return {
    revision: BigInt(row?.revision ?? 0),
    waiting: at === undefined ? (row?.waiting ?? []) : [],
  }
}
