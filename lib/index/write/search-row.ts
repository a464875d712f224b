import type { RegistryArtifact } from '@/lib/registry/artifact'
import { findProductionStage } from '@/lib/search/production'
import { formatSearchText, listHolding, listSearchFacets } from '@/lib/search/searchable'
import type { Row } from './derived-row'
import type { EventProof } from './event-proof'
import type { IndexWrite } from './index-write'

type Proofs = ReadonlyMap<string, EventProof>

type Written = Pick<IndexWrite, 'slug' | 'proofs' | 'staleLineage'>

/** The `search` row of an artifact: what the qualifiers of product.md, "Search", ask of it. */
export function buildSearchRow(write: Written, artifact: RegistryArtifact): Row {
  const searchable = buildSearchable(write, artifact)
  const promoted = artifact.events.filter((event) => event.kind === 'assignment')
  const production = findProduction(artifact)
  return {
    repo: write.slug,
    name: artifact.name,
    text: formatSearchText(searchable),
    facets: listSearchFacets(searchable),
    updated_seconds: artifact.updatedAt.seconds,
    latest_seconds: artifact.latest?.registration?.tag.at.seconds ?? null,
    promoted_seconds: promoted.at(-1)?.tag.at.seconds ?? null,
    production_seconds: production?.assignment.tag.at.seconds ?? null,
    production_behind: production?.behind ?? null,
    version_count: countVersions(artifact),
  }
}

/** The registered, active versions. */
export function countVersions({ versions }: RegistryArtifact): number {
  return versions.filter((one) => one.registered && one.active).length
}

function buildSearchable({ slug, proofs, staleLineage }: Written, artifact: RegistryArtifact) {
  const { name, facts, owners, stages, latest } = artifact
  return {
    ...{ repo: slug, name, owners },
    type: facts?.type ?? null,
    description: facts?.description ?? '',
    labels: facts?.labels ?? [],
    stages: stages.keys(),
    latest: latest?.name ?? null,
    signers: listSigners(artifact, proofs),
    states: [...listStates(artifact, proofs), ...(staleLineage.has(name) ? ['stale-lineage'] : [])],
    parts: listParts(artifact),
  }
}

/** What production holds; of several stages of that kind, the first by name. */
function findProduction({ stages }: RegistryArtifact) {
  const name = findProductionStage(stages.keys())
  return [...stages].find(([stage]) => stage === name)?.[1][0] ?? null
}

/** Who signed what holds now: the registration of the latest version, and the newest assignment of each stage. */
function listSigners({ latest, stages }: RegistryArtifact, proofs: Proofs): readonly string[] {
  const held = [...stages.values()].map(([holder]) => holder?.assignment)
  return [latest?.registration, ...held].flatMap((event) => {
    const verdict = event ? proofs.get(event.tag.name)?.verdict : undefined
    return verdict?.status === 'good' && verdict.signer !== null ? [verdict.signer] : []
  })
}

/** What `is:` finds, but for what time or the journal decides. */
function listStates(artifact: RegistryArtifact, proofs: Proofs): readonly string[] {
  const production = findProduction(artifact)
  const assignment = production?.assignment.tag.name
  const isPromoted = artifact.events.some((event) => event.kind === 'assignment')
  return listHolding({
    deprecated: artifact.deprecated,
    unpromoted: !isPromoted && countVersions(artifact) > 0,
    behind: (production?.behind ?? 0) > 0,
    unsigned: assignment !== undefined && proofs.get(assignment)?.verdict.status === 'unsigned',
    moved: artifact.events.some(({ tag }) => proofs.get(tag.name)?.anomalies.includes('moved')),
  })
}

/** What `has:` finds: of the latest version, but for problems. */
function listParts({ latest, problems }: RegistryArtifact): readonly string[] {
  const facts = latest?.facts
  return listHolding({
    problems: problems.length > 0,
    card: facts?.card != null,
    lineage: (facts?.origins.length ?? 0) > 0,
    metrics: Object.keys(facts?.metrics ?? {}).length > 0,
    params: Object.keys(facts?.params ?? {}).length > 0,
  })
}
