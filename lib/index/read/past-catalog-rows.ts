import { groupBy } from '@/lib/repo-data/group-by'
import { findProductionStage, PRODUCTION_STAGES } from '@/lib/search/production'
import {
  formatSearchText,
  listHolding,
  listSearchFacets,
  type Searchable,
} from '@/lib/search/searchable'
import type { OwnerView } from '@/lib/views/model'
import type { Prisma } from '@/prisma/generated/client'
import type { CatalogRow } from './build-repo-catalog'

/** A model at an instant, with what its latest version then says. */
type PastRow = {
  readonly name: string
  readonly latest_version: string | null
  readonly latest_seconds: bigint | null
  readonly version_count: number
  readonly deprecated: boolean
  readonly updated_seconds: bigint
  readonly promoted_seconds: bigint | null
  readonly type: string | null
  readonly description: string | null
  readonly labels: readonly string[] | null
  readonly owners: readonly string[] | null
  /** Null where `owners` says the same. */
  readonly people: readonly OwnerView[] | null
  readonly card: boolean
  readonly lineage: boolean
  readonly metrics: boolean
  readonly params: boolean
}

/** The newest in a stage. */
type HolderRow = {
  readonly name: string
  readonly stage: string
  readonly behind: number | null
  /** Of its assignment, in production. */
  readonly at_seconds: bigint | null
  readonly verdict: string | null
}

/**
 * What searches look at of the models of a repository as they were at a second, in the order of their names. Nothing is known
 * of problems, requests, tags that were moved and stale lineages then, so that no filter for those finds a model.
 */
export async function readPastRows(
  tx: Prisma.TransactionClient,
  repo: string,
  at: number,
): Promise<CatalogRow[]> {
  const models = await tx.$queryRawUnsafe<PastRow[]>(MODELS, repo, at)
  const holders = await tx.$queryRawUnsafe<HolderRow[]>(HOLDERS, repo, at, [...PRODUCTION_STAGES])
  const held = groupBy(holders, ({ name }) => name)
  return models.map((model) => buildRow(repo, model, held.get(model.name) ?? []))
}

/** Rows are looked up one by one: nothing is known of the number of rows of a repository that is new. */
const MODELS = `
  SELECT m.artifact AS name, m.latest_version, m.latest_seconds, m.version_count, m.deprecated,
    m.since_seconds AS updated_seconds, p.promoted_seconds, f.type, f.description, f.labels, f.owners, v.owners AS people,
    f.card IS NOT NULL AS card, coalesce(cardinality(v.origins), 0) > 0 AS lineage,
    coalesce(f.metrics::text, '{}') <> '{}' AS metrics, coalesce(f.params::text, '{}') <> '{}' AS params
  FROM moments_at($2::bigint) m
  LEFT JOIN LATERAL (
    SELECT * FROM versions v WHERE v.repo = m.repo AND v.artifact = m.artifact
      AND v.name = m.latest_version AND v.commit = m.latest_commit LIMIT 1
  ) v ON true
  LEFT JOIN LATERAL json_to_record(v.facts)
    AS f(type text, description text, labels json, owners json, card json, metrics json, params json) ON true
  LEFT JOIN LATERAL (
    SELECT e.at_seconds AS promoted_seconds FROM events e
    WHERE e.repo = m.repo AND e.artifact = m.artifact AND e.kind = 'assignment' AND NOT e.rejected
      AND e.at_seconds <= $2::bigint
    ORDER BY e.at_seconds DESC LIMIT 1
  ) p ON true
  WHERE m.repo = $1
  ORDER BY m.artifact`

const HOLDERS = `
  SELECT h.artifact AS name, h.stage, h.behind, e.at_seconds, e.verdict
  FROM stage_holders_at($2::bigint) h
  LEFT JOIN LATERAL (
    SELECT * FROM events e WHERE e.repo = h.repo
      AND e.tag = CASE WHEN lower(h.stage) = ANY($3::text[]) THEN h.tag END LIMIT 1
  ) e ON true
  WHERE h.repo = $1 AND h.position = 0 ORDER BY h.artifact, h.stage`

function buildRow(repo: string, model: PastRow, holders: readonly HolderRow[]): CatalogRow {
  const stage = findProductionStage(holders.map((holder) => holder.stage))
  const production = holders.find((holder) => holder.stage === stage) ?? null
  const searchable: Searchable = {
    ...{ repo, name: model.name, type: model.type, description: model.description ?? '' },
    labels: model.labels ?? [],
    owners: model.people ?? (model.owners ?? []).map((name) => ({ name, aliases: [] })),
    stages: holders.map((holder) => holder.stage),
    latest: model.latest_version,
    // Read when a search asks for them (`read-sources.ts`).
    signers: [],
    states: listStates(model, production),
    parts: listHolding({
      ...{ card: model.card, lineage: model.lineage },
      ...{ metrics: model.metrics, params: model.params },
    }),
  }
  const { name, updated_seconds, latest_seconds, promoted_seconds, version_count } = model
  return {
    ...{ repo, name, updated_seconds, latest_seconds, promoted_seconds, version_count },
    text: formatSearchText(searchable),
    facets: listSearchFacets(searchable),
    behind_since: production !== null && isBehind(production) ? production.at_seconds : null,
  }
}

function isBehind({ behind }: HolderRow): boolean {
  return behind !== null && behind > 0
}

function listStates(model: PastRow, production: HolderRow | null): readonly string[] {
  return listHolding({
    deprecated: model.deprecated,
    unpromoted: model.promoted_seconds === null && model.version_count > 0,
    behind: production !== null && isBehind(production),
    unsigned: production?.verdict === 'unsigned',
  })
}
