import { expect, test } from 'vitest'
import type { Database } from '@/lib/database/database'
import { buildRepoCatalog, type CatalogRow } from './build-repo-catalog'
import { openPastCache } from './past-cache'

const db = {} as Database

/** A repository of one model whose text has so many bytes. */
function buildRepo(bytes: number) {
  const row: CatalogRow = {
    ...{ repo: 'ml', name: 'm', text: 'x'.repeat(bytes), facets: [], version_count: 0 },
    ...{ updated_seconds: 0n, latest_seconds: null, promoted_seconds: null, behind_since: null },
  }
  return { revision: 1n, value: buildRepoCatalog([row]) }
}

test('the instants that were not used for longest are dropped, and never the one that was just read', () => {
  const cache = openPastCache(10_000)(db)
  for (const at of [1, 2, 3]) {
    cache.open(at).repos.set('ml', buildRepo(3_000))
    cache.limit(at)
  }
  expect([1, 2, 3].map((at) => cache.find(at) !== null)).toEqual([true, true, true])
  expect(cache.find(1)).not.toBeNull()
  cache.open(4).repos.set('ml', buildRepo(3_000))
  cache.limit(4)
  expect([1, 2, 3, 4].map((at) => cache.find(at) !== null)).toEqual([true, false, true, true])
  cache.open(5).repos.set('ml', buildRepo(20_000))
  cache.limit(5)
  expect([1, 3, 4, 5].map((at) => cache.find(at) !== null)).toEqual([false, false, false, true])
})

test('not more than a hundred instants are kept, and the catalogs of five viewers of one', () => {
  const cache = openPastCache()(db)
  for (let at = 0; at < 150; at += 1) {
    cache.open(at)
    cache.limit(at)
  }
  const kept = Array.from({ length: 150 }, (_, at) => at).filter((at) => cache.find(at) !== null)
  expect([kept.length, kept[0]]).toEqual([100, 50])
  const { ofViewers } = cache.open(149)
  for (const viewer of 'abcdefg') ofViewers.set(viewer, { revision: 1n, catalog: new Map() })
  cache.limit(149)
  expect([...ofViewers.keys()].join('')).toBe('cdefg')
})
