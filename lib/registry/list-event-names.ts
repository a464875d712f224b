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
      return names.length > 1 ? [[event, names.slice(-MAX_NAMES)] as const] : []
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

function listNames({ tag }: RegistryEvent, rises: readonly Known[]): readonly EventName[] {
  const { seconds } = tag.at
  const then = rises.findLast(({ since }) => since <= seconds)
  return [
    [seconds, then?.name ?? tag.commit],
    ...rises
      .filter(({ since }) => since > seconds)
      .map(({ since, name }) => [since, name] as const),
  ]
}
