import { hash } from 'node:crypto'
import type { RegistryArtifact } from './artifact'
import { findBound } from './bind-events'
import type { ArtifactName } from './names'
import type { HolderRule } from './stage-holders'
import { type Moment, type MomentHolder, replayEvents } from './timeline'

export type ArtifactHash = { readonly name: ArtifactName; readonly hash: string }

/** SHA-256 in hex of a repository's whole registry state: equal where two readers derived the same. */
export function formatStateHash(artifacts: readonly RegistryArtifact[]): string {
  return hashState(
    artifacts.map((artifact) => ({ name: artifact.name, hash: hashArtifact(artifact) })),
  )
}

/**
 * SHA-256 in hex of what one artifact's tags and annotations come to: its versions, who holds each stage by
 * which tag object, the latest version, deprecated or not. Metrics, owners and descriptions are no state.
 */
export function hashArtifact(artifact: RegistryArtifact): string {
  const versions = artifact.versions.map(({ name, commit, registered, active }) => [
    ...[name, commit, registered, active],
  ])
  const stages = [...artifact.stages].map(([stage, holders]) => [
    stage,
    holders.map(({ version, assignment: { tag } }) => [
      ...[version.name, version.commit, tag.name, tag.oid],
    ]),
  ])
  const latest = artifact.latest === null ? null : [artifact.latest.name, artifact.latest.commit]
  return sha256(JSON.stringify([artifact.name, versions, stages, latest, artifact.deprecated]))
}

/** A moment with its hash. */
export type HashedMoment = Moment & { readonly hash: string }

/**
 * The states of an artifact over time, oldest first; none where the timeline is cut. The hash is SHA-256 in hex of all
 * registrations and deregistrations until then, who holds each stage by which tag object, the latest version, deprecated
 * or not.
 */
export function listMoments(
  { name, events }: Pick<RegistryArtifact, 'name' | 'events'>,
  rule: HolderRule,
): readonly HashedMoment[] {
  let next = 0
  let versions = ''
  return replayEvents(name, findBound(name, events), rule).moments.map((moment) => {
    const { since, newest, versionCount, holders, latest, deprecated } = moment
    for (let event = events[next]; event && event.tag.at.seconds <= since; event = events[next]) {
      if (event.kind === 'registration' || event.kind === 'deregistration')
        versions = sha256(JSON.stringify([versions, event.kind, event.version, event.tag.commit]))
      next += 1
    }
    const highest = latest === null ? null : [latest.version.name, latest.version.commit]
    const state = [name, versions, holders.map(listHeld), highest, deprecated]
    const hash = sha256(JSON.stringify(state))
    return { since, newest, latest, versionCount, deprecated, holders, hash }
  })
}

function listHeld({ stage, version: { name, commit }, assignment: { tag } }: MomentHolder) {
  return [stage, name, commit, tag.name, tag.oid]
}

/** The state hash of a repository from its artifacts' hashes, in any order. */
export function hashState(entries: readonly ArtifactHash[]): string {
  return sha256(
    entries
      .map(({ name, hash }) => `${name} ${hash}\n`)
      .sort()
      .join(''),
  )
}

function sha256(text: string): string {
  return hash('sha256', text)
}
