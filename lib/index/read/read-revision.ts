import type { Database } from '@/lib/database/database'
import { type BigIntText, queryPrepared } from '@/lib/database/prepared'

/** The revision of the index, which grows with every change of its rows. */
export async function readRevision(db: Database): Promise<bigint> {
  const statement = { name: 'revision', text: 'SELECT revision FROM index_revision' }
  const [row] = await queryPrepared<{ revision: BigIntText }>(db, statement, [])
  return BigInt(row?.revision ?? 0)
}
