import type { RepoCatalog } from './build-repo-catalog'
import type { Catalog } from './catalog'

// Loops over places count with a number: an iterator takes several times as long.

/** Some models of a catalog: by repository, 1 at the places of those that are among them. */
export type Found = ReadonlyMap<string, Uint8Array>

type Mark = (mask: Uint8Array, repo: RepoCatalog, slug: string) => void

/** The models that `mark` marks in each repository. */
export function markModels(catalog: Catalog, mark: Mark): Found {
  return new Map(
    [...catalog].map(([slug, repo]) => {
      const mask = new Uint8Array(repo.names.length)
      mark(mask, repo, slug)
      return [slug, mask]
    }),
  )
}

/** The models that are among all of the sets. */
export function intersect(sets: readonly Found[]): Found {
  return combine(sets, (mask, other) => {
    for (let at = 0; at < mask.length; at += 1) mask[at] = (mask[at] ?? 0) & (other[at] ?? 0)
  })
}

/** The models that are among one of the sets. */
export function unite(sets: readonly Found[]): Found {
  return combine(sets, (mask, other) => {
    for (let at = 0; at < mask.length; at += 1) mask[at] = (mask[at] ?? 0) | (other[at] ?? 0)
  })
}

/** The models that are not among the set. */
export function invert(found: Found): Found {
  return new Map(
    [...found].map(([slug, mask]) => {
      const others = new Uint8Array(mask.length)
      for (let at = 0; at < mask.length; at += 1) others[at] = 1 - (mask[at] ?? 0)
      return [slug, others]
    }),
  )
}

export function countModels(found: Found): number {
  let count = 0
  for (const mask of found.values()) {
    for (let at = 0; at < mask.length; at += 1) count += mask[at] ?? 0
  }
  return count
}

const NOTHING = new Uint8Array(0)

function combine(
  [first, ...others]: readonly Found[],
  merge: (mask: Uint8Array, other: Uint8Array) => void,
): Found {
  return new Map(
    [...(first ?? [])].map(([slug, mask]) => {
      const merged = mask.slice()
      for (const other of others) merge(merged, other.get(slug) ?? NOTHING)
      return [slug, merged]
    }),
  )
}
