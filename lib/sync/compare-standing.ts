import { createHash } from 'node:crypto'
import { parseTagName } from '@/lib/registry/tag-name'
import type { Oid } from '@/lib/snapshot/types'

/** Repositories with fewer registry tags are small enough to be tidied up by hand. */
const FEWEST = 20
/** More than this part of all registry tags does not disappear in a day's work. */
const MOST = 0.2

export type StandingDifference = {
  /** Objects that registry tags pointed at and do not any more. */
  readonly displaced: readonly Oid[]
  /** Null where nothing is odd. */
  readonly shrink: Shrink | null
}

export type Shrink = {
  readonly gone: number
  readonly of: number
  /** Hash of the names that are gone. */
  readonly hash: string
}

/**
 * Compares the registry tags that stood at the last sync with the remote's. More than a fifth of at least
 * twenty gone at once is a shrink: an answer that broke off, a host that went back in time, or an attack.
 */
export function compareStanding(
  standing: ReadonlyMap<string, Oid>,
  remote: ReadonlyMap<string, Oid>,
): StandingDifference {
  const changed = [...standing].filter(([name, oid]) => remote.get(name) !== oid)
  const ours = changed.filter(([name]) => parseTagName(name) !== null)
  const gone = ours.map(([name]) => name).filter((name) => !remote.has(name))
  const displaced = ours.map(([, oid]) => oid)
  if (gone.length < FEWEST * MOST) return { displaced, shrink: null }
  const total = [...standing.keys()].filter((name) => parseTagName(name) !== null).length
  if (total < FEWEST || gone.length <= total * MOST) return { displaced, shrink: null }
  const hash = createHash('sha256').update(gone.sort().join('\n')).digest('hex')
  return { displaced, shrink: { gone: gone.length, of: total, hash } }
}
