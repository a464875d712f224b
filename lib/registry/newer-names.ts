import type { BoundVersion } from './bind-events'
import { compareVersionKeys, type VersionKey } from './version-order'

/** Counts the active names that are SemVer-higher than a name, as versions become active and inactive. */
export type NewerNames = {
  readonly setActive: (version: BoundVersion, active: boolean) => void
  /** Null for a commit without a registered version. */
  readonly count: (version: BoundVersion) => number | null
}

/** `versions` are all that there will be, SemVer descending. Each call costs the logarithm of their number. */
export function openNewerNames(versions: readonly BoundVersion[]): NewerNames {
  const places = placeNames(versions)
  const sums = new Int32Array(versions.length + 1)
  const active = new Map<string, number>()
  const add = (place: number, change: number) => {
    for (let at = place + 1; at < sums.length; at += at & -at) sums[at] = (sums[at] ?? 0) + change
  }
  return {
    setActive: ({ name }, isActive) => {
      const before = active.get(name) ?? 0
      const after = before + (isActive ? 1 : -1)
      active.set(name, after)
      const place = places.get(name)?.place
      if (place !== undefined && (before === 0) !== (after === 0)) add(place, isActive ? 1 : -1)
    },
    count: ({ name }) => {
      const first = places.get(name)?.first
      if (first === undefined) return null
      let sum = 0
      for (let at = first; at > 0; at -= at & -at) sum += sums[at] ?? 0
      return sum
    },
  }
}

type Place = {
  readonly place: number /** Of the names that are equally high. */
  readonly first: number
}

function placeNames(versions: readonly BoundVersion[]): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>()
  let first = 0
  let above: VersionKey | null = null
  for (const { name, key } of versions) {
    if (key === null || places.has(name)) continue
    if (above === null || compareVersionKeys(above, key) !== 0) first = places.size
    above = key
    places.set(name, { place: places.size, first })
  }
  return places
}
