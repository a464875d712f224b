import type { Database } from '@/lib/database/database'
import type { FacetView, ModelFacets } from '@/lib/views/model'
import { Prisma } from '@/prisma/generated/client'
import { countEverything, type FacetCounts } from './count-everything'
import { buildModelConditions } from './model-conditions'
import type { ModelQuery } from './model-query'
import { openRevisionCache } from './revision-cache'
import type { Viewer } from './viewer'

export type ModelCounts = { readonly total: number; readonly facets: ModelFacets }

/** More values than a person reads. The search finds the others. */
const MAX_VALUES = 100

/** Counts are kept for this many queries, while nothing is written. */
const MAX_QUERIES = 500

const knownCounts = openRevisionCache<ModelCounts>(MAX_QUERIES)

/** The revision as `i.revision`: a FROM item that the planner knows to be one row. */
export const revisionOnce = Prisma.sql`(SELECT (SELECT revision FROM index_revision) AS revision) i`

export type CountsRequest = { readonly viewer: Viewer; readonly query: ModelQuery }

/** What `countFacets` has counted in this revision of the index; null when that has to be counted. */
export function findCounts(
  db: Database,
  revision: string | bigint,
  request: CountsRequest,
): ModelCounts | null {
  return knownCounts.find(db, BigInt(revision), formatKey(request))
}

/** How many models the query finds, and how many of them have each value of each qualifier: the most frequent first, at
 *  most 100 values each. Kept until the index changes. */
export async function countFacets(
  db: Database,
  tx: Prisma.TransactionClient,
  request: CountsRequest,
): Promise<ModelCounts> {
  const revision = await readRevision(tx)
  const { words, excluded, filters } = request.query
  const key = formatKey(request)
  const known = knownCounts.find(db, revision, key)
  if (known !== null) return known
  const counts = buildCounts(
    words.length + excluded.length + filters.length === 0
      ? await countEverything(db, tx, request.viewer)
      : await countFound(tx, buildModelConditions(request.viewer, request.query)),
  )
  knownCounts.keep(db, revision, { key, value: counts })
  return counts
}

function formatKey({ viewer, query: { words, excluded, filters } }: CountsRequest): string {
  return JSON.stringify([viewer.repos, words, excluded, filters])
}

async function readRevision(tx: Prisma.TransactionClient): Promise<bigint> {
  const rows = await tx.$queryRaw<{ revision: bigint }[]>`SELECT revision FROM index_revision`
  return rows[0]?.revision ?? 0n
}

async function countFound(
  tx: Prisma.TransactionClient,
  conditions: Prisma.Sql,
): Promise<FacetCounts> {
  const rows = await tx.$queryRaw<{ facet: string; count: bigint }[]>`
    SELECT facet, count(*) AS count
    FROM (SELECT unnest(m.facets) AS facet FROM models m WHERE ${conditions}) one GROUP BY facet`
  return new Map(rows.map(({ facet, count }) => [facet, Number(count)]))
}

/** Every model has exactly one `repo:` facet, so their counts add up to the total. */
function buildCounts(counts: FacetCounts): ModelCounts {
  const facets = {
    labels: buildFacet(counts, 'label:'),
    owners: buildFacet(counts, 'owner:'),
    stages: buildFacet(counts, 'stage:'),
    repos: buildFacet(counts, 'repo:'),
    types: buildFacet(counts, 'type:'),
  }
  let total = 0
  for (const [facet, count] of counts) if (facet.startsWith('repo:')) total += count
  return { total, facets }
}

function buildFacet(counts: FacetCounts, prefix: string): FacetView {
  const values: { value: string; count: number }[] = []
  for (const [facet, count] of counts) {
    if (facet.startsWith(prefix)) values.push({ value: facet.slice(prefix.length), count })
  }
  return values
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, MAX_VALUES)
}
