import type { Oid } from '@/lib/snapshot/types'
import { type BoundEvents, type BoundVersion, discoverVersion } from './bind-events'
import type { RegistryEvent } from './event'
import type { StageName } from './names'
import { compareVersionKeys } from './version-order'

/** The newest event of a version in a stage; `index` is its place among all events. */
type Claim = { readonly event: RegistryEvent; readonly index: number }
export type Claims = ReadonlyMap<StageName, Claim>

/** What the stage events so far say of the versions on each commit. */
export type CommitClaims = {
  /** A direct event: its version, and the version that was the highest known of the commit before, where that changes. */
  readonly know: (event: RegistryEvent) => {
    readonly version: BoundVersion
    readonly before: BoundVersion | null
  }
  readonly claim: (stage: StageName, claim: Claim) => void
  /** The version that a stage event belongs to as far as is known. */
  readonly versionOf: (event: RegistryEvent) => BoundVersion
  readonly claimsOf: (version: BoundVersion) => Claims
  readonly claimOf: (version: BoundVersion, stage: StageName) => Claim | null
  /** The highest version known of a commit, active or not. */
  readonly highest: (commit: Oid) => BoundVersion | null
}

export function openCommitClaims({ versions, tentative }: BoundEvents): CommitClaims {
  const versionOfEvent = indexVersions(versions)
  const highest = new Map<Oid, BoundVersion>()
  const discovered = new Map<Oid, BoundVersion>()
  const own = new Map<BoundVersion, Map<StageName, Claim>>()
  const open = new Map<Oid, Map<StageName, Claim>>()

  const ownVersion = (event: RegistryEvent): BoundVersion => {
    const version = versionOfEvent.get(event)
    if (version === undefined) throw new Error(`${event.tag.name} belongs to no version`)
    return version
  }
  const discover = (commit: Oid) => {
    const version = discovered.get(commit) ?? discoverVersion(commit)
    discovered.set(commit, version)
    return version
  }
  const openOf = (version: BoundVersion) => {
    const known = highest.get(version.commit)
    const isShared = known === version || (known === undefined && version.key === null)
    return isShared ? open.get(version.commit) : undefined
  }
  return {
    know: (event) => {
      const version = ownVersion(event)
      const before = highest.get(version.commit) ?? null
      if (before !== null && compareKeys(version, before) <= 0) return { version, before: null }
      highest.set(version.commit, version)
      return { version, before }
    },
    claim: (stage, claim) => {
      const isOpen = tentative.has(claim.event)
      const { commit } = claim.event.tag
      const claims = isOpen ? getMap(open, commit) : getMap(own, ownVersion(claim.event))
      claims.set(stage, claim)
    },
    versionOf: (event) => {
      if (!tentative.has(event)) return ownVersion(event)
      return highest.get(event.tag.commit) ?? discover(event.tag.commit)
    },
    claimsOf: (version) => {
      const claims = own.get(version) ?? new Map()
      return mergeNewest(claims, openOf(version))
    },
    claimOf: (version, stage) =>
      findNewer(own.get(version)?.get(stage), openOf(version)?.get(stage)),
    highest: (commit) => highest.get(commit) ?? null,
  }
}

function indexVersions(
  versions: readonly BoundVersion[],
): ReadonlyMap<RegistryEvent, BoundVersion> {
  const versionOfEvent = new Map<RegistryEvent, BoundVersion>()
  for (const version of versions) {
    for (const event of version.direct) versionOfEvent.set(event, version)
    for (const events of version.stages.values())
      for (const event of events) versionOfEvent.set(event, version)
  }
  return versionOfEvent
}

function compareKeys(a: BoundVersion, b: BoundVersion): number {
  return a.key === null || b.key === null ? 0 : compareVersionKeys(a.key, b.key)
}

function getMap<Key>(maps: Map<Key, Map<StageName, Claim>>, key: Key): Map<StageName, Claim> {
  const map = maps.get(key) ?? new Map<StageName, Claim>()
  maps.set(key, map)
  return map
}

function mergeNewest(claims: Claims, open: Claims | undefined): Claims {
  if (open === undefined) return claims
  const merged = new Map(claims)
  for (const [stage, claim] of open) {
    merged.set(stage, findNewer(claim, merged.get(stage)) ?? claim)
  }
  return merged
}

function findNewer(a: Claim | undefined, b: Claim | undefined): Claim | null {
  if (a === undefined || b === undefined) return a ?? b ?? null
  return a.index > b.index ? a : b
}
