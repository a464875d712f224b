import type { RegistryArtifact } from '@/lib/registry/artifact'
import { type Alias, formatAlias } from '@/lib/search/alias'
import { foldText } from '@/lib/search/fold-text'
import { isProduction } from '@/lib/search/production'
import { MODEL_KIND } from '@/lib/search/query'
import type { Row } from './derived-row'
import type { EventProof } from './event-proof'
import type { IndexWrite } from './index-write'

/** Characters. A server has the texts of all models in memory, and a repository may have 10,000 of them. */
const MAX_TEXT = 4_000

type Proofs = ReadonlyMap<string, EventProof>

type Pair = readonly [qualifier: string, value: string]

const STALE_LINEAGE: Pair = ['is', 'stale-lineage']

/** The `search` row of an artifact: what the qualifiers of product.md, "Search", ask of it. */
export function buildSearchRow(
  { slug, proofs, staleLineage }: Pick<IndexWrite, 'slug' | 'proofs' | 'staleLineage'>,
  artifact: RegistryArtifact,
): Row {
  const pairs = [
    ...listNames(slug, artifact),
    ...listSigners(artifact, proofs).map((signer): Pair => ['signer', signer]),
    ...listStates(artifact, proofs).map((state): Pair => ['is', state]),
    ...(staleLineage.has(artifact.name) ? [STALE_LINEAGE] : []),
    ...listParts(artifact).map((part): Pair => ['has', part]),
  ]
  const aliases = listAliases(artifact)
  const promoted = artifact.events.filter((event) => event.kind === 'assignment')
  const production = findProduction(artifact)
  return {
    repo: slug,
    name: artifact.name,
    text: buildText(slug, artifact),
    facets: [
      ...new Set([
        ...pairs.map(([qualifier, value]) => `${qualifier}:${value}`),
        ...aliases.map(formatAlias),
      ]),
    ],
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

function buildText(slug: string, { name, facts, owners }: RegistryArtifact): string {
  const parts = [
    name,
    slug,
    ...(facts?.labels ?? []),
    ...owners.flatMap(({ name, aliases }) => [name, ...aliases]),
    facts?.description ?? '',
  ]
  return foldText(parts.join('\n').slice(0, MAX_TEXT)).slice(0, MAX_TEXT)
}

function listNames(slug: string, { facts, owners, stages, latest }: RegistryArtifact): Pair[] {
  return [
    ...(facts?.labels ?? []).map((label): Pair => ['label', label]),
    ...owners.map((owner): Pair => ['owner', owner.name]),
    ...[...stages.keys()].map((stage): Pair => ['stage', stage]),
    ...(facts?.type == null ? [] : [['type', facts.type] as const]),
    // What has no type is listed among the models.
    ['kind', foldText(facts?.type ?? MODEL_KIND)],
    ...(latest === null ? [] : [['version', latest.name] as const]),
    ['repo', slug],
  ]
}

/** Other names and addresses of the owners, each on one line. */
function listAliases({ owners }: RegistryArtifact): readonly Alias[] {
  return owners.flatMap(({ name, aliases }) =>
    aliases.map((alias) => ({ name, alias: alias.replaceAll('\n', ' ') })),
  )
}

/** What production holds; of several stages of that kind, the first by name. */
function findProduction({ stages }: RegistryArtifact) {
  const [name] = [...stages.keys()].filter(isProduction).sort()
  return name === undefined ? null : (stages.get(name)?.[0] ?? null)
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
  const states = {
    deprecated: artifact.deprecated,
    unpromoted: !isPromoted && countVersions(artifact) > 0,
    behind: (production?.behind ?? 0) > 0,
    unsigned: assignment !== undefined && proofs.get(assignment)?.verdict.status === 'unsigned',
    moved: artifact.events.some(({ tag }) => proofs.get(tag.name)?.anomalies.includes('moved')),
  }
  return Object.entries(states).flatMap(([state, holds]) => (holds ? [state] : []))
}

/** What `has:` finds: of the latest version, but for problems. */
function listParts({ latest, problems }: RegistryArtifact): readonly string[] {
  const facts = latest?.facts
  const parts = {
    problems: problems.length > 0,
    card: facts?.card != null,
    lineage: (facts?.origins.length ?? 0) > 0,
    metrics: Object.keys(facts?.metrics ?? {}).length > 0,
    params: Object.keys(facts?.params ?? {}).length > 0,
  }
  return Object.entries(parts).flatMap(([part, holds]) => (holds ? [part] : []))
}
