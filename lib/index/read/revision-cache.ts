import type { Database } from '@/lib/database/database'

/** Results that were read from one revision of the index. All of them are dropped when the index changes. */
export type RevisionCache<Value> = {
  /** Whether there is a result, of whatever revision. */
  readonly has: (db: Database, key: string) => boolean
  readonly find: (db: Database, revision: bigint, key: string) => Value | null
  /** Does nothing for a read that began before the newest known write. */
  readonly keep: (db: Database, revision: bigint, entry: { key: string; value: Value }) => void
}

type Results<Value> = { readonly revision: bigint; readonly values: Map<string, Value> }

/** Keeps the newest `max` results of each database. */
export function openRevisionCache<Value>(max: number): RevisionCache<Value> {
  const caches = new WeakMap<Database, Results<Value>>()
  return {
    has: (db, key) => caches.get(db)?.values.has(key) ?? false,
    find(db, revision, key) {
      const cache = caches.get(db)
      return cache?.revision === revision ? (cache.values.get(key) ?? null) : null
    },
    keep(db, revision, { key, value }) {
      const before = caches.get(db)
      if (before !== undefined && before.revision > revision) return
      const values = before?.revision === revision ? before.values : new Map<string, Value>()
      caches.set(db, { revision, values })
      const [oldest] = values.keys()
      if (values.size >= max && oldest !== undefined) values.delete(oldest)
      values.set(key, value)
    },
  }
}
