import { groupBy } from '@/lib/repo-data/group-by'
import { parseAlias } from '@/lib/search/alias'
import { foldText } from '@/lib/search/fold-text'
import { findModelPlace, type RepoCatalog } from './build-repo-catalog'
import type { Catalog } from './catalog'
import { listHaving } from './count-catalog'
import { type Found, markModels } from './found'
import type { IndexState } from './index-state'

const DAY = 86_400

/** Production is stale when it has had an older version than the latest for so long. */
const STALE_SECONDS = 90 * DAY

const OWNER = 'owner:'

/** The models whose production has long had an older version than the latest. */
export function findStale(catalog: Catalog, now: Date): Found {
  const before = Math.floor(now.getTime() / 1000) - STALE_SECONDS
  return markModels(catalog, (mask, { behindSince }) => {
    for (let place = 0; place < mask.length; place += 1) {
      if ((behindSince[place] ?? Number.NaN) < before) mask[place] = 1
    }
  })
}

/** The models with an open request. */
export function findWaiting(catalog: Catalog, waiting: IndexState['waiting']): Found {
  const byRepo = groupBy(waiting, ([repo]) => repo)
  return markModels(catalog, (mask, repo, slug) => {
    const own = byRepo.get(slug) ?? []
    markNames(
      mask,
      repo,
      own.map(([, name]) => name),
    )
  })
}

/** The models that a person with these names owns. */
export function findOwned(catalog: Catalog, me: readonly string[]): Found {
  const own = new Set(me.map(foldText))
  return listHaving(catalog, (facet) => own.has(foldText(findOwnerName(facet) ?? '')))
}

/** A name or an address of an owner; null for a facet of anything else. */
function findOwnerName(facet: string): string | null {
  return facet.startsWith(OWNER) ? facet.slice(OWNER.length) : (parseAlias(facet)?.alias ?? null)
}

/** Marks the models with these names, where the repository has them. */
export function markNames(mask: Uint8Array, repo: RepoCatalog, names: readonly string[]): void {
  for (const name of names) {
    const place = findModelPlace(repo, name)
    if (place >= 0) mask[place] = 1
  }
}
