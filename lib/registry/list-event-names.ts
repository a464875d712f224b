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
  const rises = new Map<string, readonly Known[]>()
  const byCommit = new Map<string, Known[]>()
  for (const { name, commit, key, direct } of versions) {
    const [first] = direct
    if (first === undefined || key === null || !commits.has(commit)) continue
    const known = byCommit.get(commit) ?? []
    byCommit.set(commit, known)
    known.push({ since: first.tag.at.seconds, name, key })
  }
  for (const [commit, known] of byCommit) rises.set(commit, listRises(known))
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
