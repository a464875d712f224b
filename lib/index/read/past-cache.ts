import type { Database } from '@/lib/database/database'
import type { RepoCatalog } from './build-repo-catalog'
import type { Catalog } from './catalog'

/** What is kept of one instant. */
export type PastCatalog = {
  /** By slug; `revision` is the one in which the rows of the repository last changed. */
  readonly repos: Map<string, { readonly revision: bigint; readonly value: RepoCatalog }>
  /** All that a viewer may see, and the revision of the index that it is of. */
  readonly ofViewers: Map<string, { readonly revision: bigint; readonly catalog: Catalog }>
}

type PastCache = {
  readonly find: (at: number) => PastCatalog | null
  /** The one of the instant; new where none is kept. */
  readonly open: (at: number) => PastCatalog
  /** Drops what was not used for longest until all is within the limit. What is kept of `at` stays, whatever its size. */
  readonly limit: (at: number) => void
}

/** About four instants of 50,000 models. */
const MAX_BYTES = 128 * 2 ** 20

/** More instants are not kept, however small. */
const MAX_INSTANTS = 100

/** Of one instant. */
const MAX_VIEWERS = 5

/** The catalogs of past instants of each database, at most `maxBytes` of them. */
export function openPastCache(maxBytes = MAX_BYTES): (db: Database) => PastCache {
  const caches = new WeakMap<Database, PastCache>()
  return (db) => {
    const cache = caches.get(db) ?? openCache(maxBytes)
    caches.set(db, cache)
    return cache
  }
}

function openCache(maxBytes: number): PastCache {
  /** The one that was used last is last. */
  const instants = new Map<number, PastCatalog>()
  const find = (at: number): PastCatalog | null => {
    const known = instants.get(at)
    if (known === undefined) return null
    instants.delete(at)
    instants.set(at, known)
    return known
  }
  return {
    find,
    open(at) {
      const past = find(at) ?? { repos: new Map(), ofViewers: new Map() }
      instants.set(at, past)
      return past
    },
    limit(at) {
      const viewers = instants.get(at)?.ofViewers
      for (const key of viewers?.keys() ?? []) {
        if ((viewers?.size ?? 0) > MAX_VIEWERS) viewers?.delete(key)
      }
      let bytes = [...instants.values()].reduce((sum, past) => sum + countBytes(past), 0)
      for (const [other, past] of instants) {
        if (bytes <= maxBytes && instants.size <= MAX_INSTANTS) return
        if (other === at) continue
        instants.delete(other)
        bytes -= countBytes(past)
      }
    },
  }
}

/** Of the place of a model in its order, in a viewer's catalog. */
const ORDER_BYTES = 32

function countBytes({ repos, ofViewers }: PastCatalog): number {
  let bytes = 0
  for (const { value } of repos.values()) bytes += measureRepo(value)
  for (const { catalog } of ofViewers.values()) {
    for (const { names } of catalog.values()) bytes += names.length * ORDER_BYTES
  }
  return bytes
}

const measured = new WeakMap<RepoCatalog, number>()

/** Of a string, a facet and a term in memory, besides their characters. */
const STRING_BYTES = 40

function measureRepo(repo: RepoCatalog): number {
  const known = measured.get(repo)
  if (known !== undefined) return known
  const { names, texts, facets, ofModels, ofFacets } = repo
  const { updated, registered, promoted, behindSince, versions } = repo
  const arrays = [
    ...[ofModels.starts, ofModels.items, ofFacets.starts, ofFacets.items],
    ...[updated, registered, promoted, behindSince, versions],
  ]
  const bytes =
    countCharacters(names) +
    countCharacters(texts) +
    // As facets, and as terms.
    4 * countCharacters(facets) +
    arrays.reduce((sum, { byteLength }) => sum + byteLength, 0)
  measured.set(repo, bytes)
  return bytes
}

function countCharacters(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + STRING_BYTES + Buffer.byteLength(text), 0)
}
