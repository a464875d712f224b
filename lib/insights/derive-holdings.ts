import type { BoundVersion } from '@/lib/registry/bind-events'
import type { Moment, MomentHolder } from '@/lib/registry/timeline'
import { compareVersionKeys } from '@/lib/registry/version-order'
import type { Holding } from './history'

type Known = {
  readonly numberOfStage: (stage: string) => number
  readonly numberOfVersion: (version: BoundVersion) => number
  /** So many of them; null where there are more. */
  readonly most: number
}

type Open = { readonly stage: string; readonly from: number; version: BoundVersion }

/** The holders of a moment: by stage and commit, and the newest of each stage. */
type Held = {
  readonly all: ReadonlyMap<string, MomentHolder>
  readonly newest: ReadonlyMap<string, BoundVersion>
}

const NOTHING_HELD: Held = { all: new Map(), newest: new Map() }

/**
 * From when until when each stage held which commit. That is one holding while the commit is there, also where a version
 * is registered on it meanwhile: it has the name that it had last.
 */
export function deriveHoldings(
  moments: readonly Moment[],
  { numberOfStage, numberOfVersion, most }: Known,
): readonly Holding[] | null {
  const open = new Map<string, Open>()
  const holdings: Holding[] = []
  let before = NOTHING_HELD
  const close = ({ stage, from, version }: Open, until: number | null, to: BoundVersion | null) =>
    holdings.push({
      stage: numberOfStage(stage),
      version: numberOfVersion(version),
      from,
      until,
      rolledBackTo: to && numberOfVersion(to),
    })
  for (const { since, holders } of moments) {
    const held = readHeld(holders)
    for (const [key, one] of open) {
      if (held.all.has(key)) continue
      open.delete(key)
      close(one, since, findRollBack(one, before, held))
    }
    for (const [key, { stage, version }] of held.all) {
      const one = open.get(key)
      if (one === undefined) open.set(key, { stage, version, from: since })
      else one.version = version
    }
    if (holdings.length + open.size > most) return null
    before = held
  }
  for (const one of open.values()) close(one, null, null)
  return holdings
}

function readHeld(holders: readonly MomentHolder[]): Held {
  const all = new Map<string, MomentHolder>()
  const newest = new Map<string, BoundVersion>()
  for (const holder of holders) {
    const { stage, position, version } = holder
    const key = `${stage}\n${version.commit}`
    if (!all.has(key)) all.set(key, holder)
    if (position === 0) newest.set(stage, version)
  }
  return { all, newest }
}

/** The version that came in the place of the newest in the stage, where it is a lower one. */
function findRollBack({ stage, version }: Open, before: Held, after: Held): BoundVersion | null {
  const next = after.newest.get(stage)
  if (next === undefined || before.newest.get(stage)?.commit !== version.commit) return null
  if (next.key === null || version.key === null) return null
  return compareVersionKeys(next.key, version.key) < 0 ? next : null
}
