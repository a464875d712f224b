import type { Prisma } from '@/prisma/generated/client'
import type { Database } from './database'
import { formatModelConditions } from './model-conditions'
import type { ModelQuery } from './model-query'
import type { FacetView, ModelFacets, Viewer } from './views'

export type ModelCounts = { readonly total: number; readonly facets: ModelFacets }

type CountRow = { readonly facet: string; readonly count: bigint; readonly total: bigint | null }

/** More values than anybody reads; the search finds the others. */
const MOST_VALUES = 100

/** Counts are kept for this many queries, while nothing is written. */
const MOST_QUERIES = 500

type Cache = { revision: bigint; readonly counts: Map<string, ModelCounts> }

const caches = new WeakMap<Database, Cache>()

/** How many models the query finds, and how many of them have each value of each qualifier: the most frequent first, at
 *  most 100 values each. Kept until the index changes. */
export async function countFacets(
  db: Database,
  tx: Prisma.TransactionClient,
  asked: { readonly viewer: Viewer; readonly query: ModelQuery },
): Promise<ModelCounts> {
  const cache = requireCache(db, await readRevision(tx))
  const { words, excluded, filters } = asked.query
  const key = JSON.stringify([asked.viewer.repos, words, excluded, filters])
  const known = cache.counts.get(key)
  if (known !== undefined) return known
  const counts = await readCounts(tx, formatModelConditions(asked.viewer, asked.query))
  const [oldest] = cache.counts.keys()
  if (cache.counts.size >= MOST_QUERIES && oldest !== undefined) cache.counts.delete(oldest)
  cache.counts.set(key, counts)
  return counts
}

async function readRevision(tx: Prisma.TransactionClient): Promise<bigint> {
  const rows = await tx.$queryRaw<{ revision: bigint }[]>`SELECT revision FROM index_revision`
  return rows[0]?.revision ?? 0n
}

/** A read that began before a write must not fill the cache of after it with what it saw. */
function requireCache(db: Database, revision: bigint): Cache {
  const cache = caches.get(db)
  if (cache?.revision === revision) return cache
  const fresh = { revision, counts: new Map<string, ModelCounts>() }
  if (cache === undefined || cache.revision < revision) caches.set(db, fresh)
  return fresh
}

/** One pass: every model has exactly one `repo:` facet, so their counts add up to the total. */
async function readCounts(
  tx: Prisma.TransactionClient,
  conditions: Prisma.Sql,
): Promise<ModelCounts> {
  const rows = await tx.$queryRaw<CountRow[]>`
    SELECT facet, count, total::bigint AS total FROM (
      SELECT facet, count,
        row_number() OVER (PARTITION BY split_part(facet, ':', 1) ORDER BY count DESC, facet) AS place,
        sum(count) FILTER (WHERE facet LIKE 'repo:%') OVER () AS total
      FROM (
        SELECT facet, count(*) AS count
        FROM (SELECT unnest(m.facets) AS facet FROM models m WHERE ${conditions}) one
        GROUP BY facet
      ) counted
    ) placed
    WHERE place <= ${MOST_VALUES} ORDER BY count DESC, facet`
  const values = (qualifier: string): FacetView =>
    rows
      .filter(({ facet }) => facet.startsWith(`${qualifier}:`))
      .map(({ facet, count }) => ({
        value: facet.slice(qualifier.length + 1),
        count: Number(count),
      }))
  return {
    total: Number(rows[0]?.total ?? 0),
    facets: {
      labels: values('label'),
      owners: values('owner'),
      stages: values('stage'),
      repos: values('repo'),
      types: values('type'),
    },
  }
}
