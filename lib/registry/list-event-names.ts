import { groupBy } from '@/lib/repo-data/group-by'
import type { BoundEvents } from './bind-events'
import type { RegistryEvent } from './event'
import { compareVersionKeys, type VersionKey } from './version-order'

/** The version that an event was known to be of from a second on, in Unix time. */
export type EventName = readonly [since: number, name: string]

/** Names of one event that are kept: the newest ones. */
const MAX_NAMES = 50

type Known = { readonly since: number; readonly name: string; readonly key: VersionKey }

/**
 * What the stage events were known to be of over time that came when no version of their commit was active: the commit, then
 * the highest version known there. Events that were always of the version that they are of now are left out.
 */
export function listEventNames({
  versions,
  tentative,
}: BoundEvents): ReadonlyMap<RegistryEvent, readonly EventName[]> {
  if (tentative.size === 0) return new Map()
  const commits = new Set([...tentative].map(({ tag }) => tag.commit))
  const known = versions.flatMap(({ name, commit, key, direct: [first] }) =>
    first === undefined || key === null || !commits.has(commit)
      ? []
      : [{ commit, since: first.tag.at.seconds, name, key }],
  )
  const byCommit = groupBy(known, ({ commit }) => commit)
  const rises = new Map<string, readonly Known[]>(
    [...byCommit].map(([commit, there]) => [commit, listRises(there)]),
  )
  return new Map(
    [...tentative].flatMap((event) => {
      const names = listNames(event, rises.get(event.tag.commit) ?? [])
      return names.length > 1 ? [[event, names] as const] : []
    }),
  )
}

/** The versions that were the highest known one of their commit, in the order in which they became it. */
function listRises(known: readonly Known[]): readonly Known[] {
  const rises: Known[] = []
  for (const one of known.toSorted((a, b) => a.since - b.since)) {
    const before = rises.at(-1)
    if (before !== undefined && compareVersionKeys(one.key, before.key) <= 0) continue
    if (before?.since === one.since) rises.pop()
    rises.push(one)
  }
  return rises
}

/** The newest names of an event. Costs the logarithm of the number of rises. */
function listNames({ tag }: RegistryEvent, rises: readonly Known[]): readonly EventName[] {
  const { seconds } = tag.at
  const next = countUntil(rises, seconds)
  const first: EventName = [seconds, rises[next - 1]?.name ?? tag.commit]
  const later = rises.slice(Math.max(next, rises.length - MAX_NAMES))
  const names = [first, ...later.map(({ since, name }): EventName => [since, name])]
  return names.slice(-MAX_NAMES)
}

/** How many rises there were until the second; they are in the order of time. */
function countUntil(rises: readonly Known[], seconds: number): number {
  let [from, until] = [0, rises.length]
  while (from < until) {
    const middle = (from + until) >> 1
    if ((rises[middle]?.since ?? 0) <= seconds) from = middle + 1
    else until = middle
  }
  return from
}
