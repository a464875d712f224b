import { foldText, formatTerm } from '@/lib/search/fold-text'
import type { RegistryArtifact } from '@/lib/registry/artifact'
import { hashArtifact } from '@/lib/registry/state-hash'
import type { Row } from './derived-row'

/** Enough for every name, label and a long description; more would only make searches slow. */
const MAX_SEARCH_TEXT = 20_000

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
    owners: artifact.owners.map(({ name, source }) => ({ name, source })),
    path: facts?.path ?? null,
    hash: facts?.hash ?? null,
    size: facts?.size ?? null,
    source_file: source?.file ?? null,
    source_commit: source?.commit ?? null,
    latest_version: latest?.name ?? null,
    latest_commit: latest?.commit ?? null,
    latest_seconds: registered?.seconds ?? null,
    latest_offset: registered?.offset ?? null,
    version_count: artifact.versions.filter((one) => one.registered && one.active).length,
    event_count: artifact.events.length + artifact.rejected.length,
    deprecated: artifact.deprecated,
    updated_seconds: artifact.updatedAt.seconds,
    updated_offset: artifact.updatedAt.offset,
    problems: artifact.problems.length,
    state_hash: hashArtifact(artifact),
    ...buildSearchColumns(repo, artifact),
  }
}

function buildSearchColumns(repo: string, artifact: RegistryArtifact): Row {
  const labels = artifact.facts?.labels ?? []
  const owners = artifact.owners.map((owner) => owner.name)
  const type = artifact.facts?.type ?? null
  const pairs = [
    ...labels.map((label) => ['label', label] as const),
    ...owners.map((owner) => ['owner', owner] as const),
    ...[...artifact.stages.keys()].map((stage) => ['stage', stage] as const),
    ...(type === null ? [] : [['type', type] as const]),
    ['repo', repo] as const,
  ]
  const text = [artifact.name, artifact.facts?.description ?? '', ...labels, ...owners, repo]
  return {
    search_text: foldText(text.join('\n').slice(0, MAX_SEARCH_TEXT)).slice(0, MAX_SEARCH_TEXT),
    terms: [...new Set(pairs.map(([qualifier, value]) => formatTerm(qualifier, value)))],
    facets: [...new Set(pairs.map(([qualifier, value]) => `${qualifier}:${value}`))],
  }
}
