import type { RegistryArtifact } from '@/lib/registry/artifact'
import type { Owner } from '@/lib/registry/owners'
import { hashArtifact } from '@/lib/registry/state-hash'
import type { Row } from './derived-row'
import { countVersions } from './search-row'

/** The `models` row of an artifact. */
export function buildModelRow(repo: string, artifact: RegistryArtifact): Row {
  const { facts, latest, source } = artifact
  const registered = latest?.registration?.tag.at ?? null
  return {
    repo,
    name: artifact.name,
    type: facts?.type ?? null,
    description: facts?.description ?? '',
    labels: facts?.labels ?? [],
    owners: buildOwnerViews(artifact.owners),
    path: facts?.path ?? null,
    hash: facts?.hash ?? null,
    size: facts?.size ?? null,
    source_file: source?.file ?? null,
    source_commit: source?.commit ?? null,
    latest_version: latest?.name ?? null,
    latest_commit: latest?.commit ?? null,
    latest_seconds: registered?.seconds ?? null,
    latest_offset: registered?.offset ?? null,
    version_count: countVersions(artifact),
    event_count: artifact.events.length + artifact.rejected.length,
    deprecated: artifact.deprecated,
    updated_seconds: artifact.updatedAt.seconds,
    updated_offset: artifact.updatedAt.offset,
    problems: artifact.problems.length,
    state_hash: hashArtifact(artifact),
  }
}

/** As OwnerView has them. */
export function buildOwnerViews(owners: readonly Owner[]) {
  return owners.map(({ name, source, email, aliases }) => ({ name, source, email, aliases }))
}
