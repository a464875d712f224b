import { createHash } from 'node:crypto'
import type { RegistryArtifact } from './artifact'
import type { ArtifactName } from './names'

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
  return createHash('sha256').update(text).digest('hex')
}
