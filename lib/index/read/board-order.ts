import type { Database } from '@/lib/database/database'
import { readInTransaction } from '@/lib/database/read-in-transaction'
import { PRODUCTION_STAGES } from '@/lib/search/production'
import { buildFilter, joinAll } from '@/lib/search/query'
import { Prisma } from '@/prisma/generated/client'
import { findModelPlace } from './build-repo-catalog'
import { readSearch } from './find-models'
import { readRevision, readRevisionIn } from './read-revision'
import { openRepoCache } from './repo-cache'
import { openRevisionCache } from './revision-cache'
import type { Viewer } from './viewer'

/** Null: all. */
export type BoardFilter = {
  readonly label: string | null
  readonly owner: string | null
  /** Slug. */
  readonly repo: string | null
}

/** A model with something in a stage. */
export type BoardEntry = {
  readonly repo: string
  readonly name: string
  /** 0: production is behind; 1: it is not proven; 2: neither. */
  readonly rank: number
}

/** Orders are kept for so many filters; each may have every model of the index. */
const MAX_ORDERS = 20

const orders = openRevisionCache<readonly BoardEntry[]>(MAX_ORDERS)

const readEntries = openRepoCache<readonly BoardEntry[]>(readRepos, [])

/** The models of the board that the viewer may see: those that need action first, then by name and repository. Kept until
 *  the index changes; then only what has changed is read. */
export async function listBoardOrder(
  db: Database,
  viewer: Viewer,
  filter: BoardFilter,
): Promise<readonly BoardEntry[]> {
  const key = JSON.stringify([viewer.repos, filter.label, filter.owner, filter.repo])
  const known = orders.has(db, key) ? orders.find(db, await readRevision(db), key) : null
  if (known !== null) return known
  return readInTransaction(db, async (tx) => {
    const revision = await readRevisionIn(tx)
    const byRepo = await readEntries(db, tx, viewer)
    const isMatch = await openMatch(db, tx, { viewer, filter })
    const value = [...byRepo]
      .filter(([slug]) => filter.repo === null || filter.repo === slug)
      .flatMap(([, entries]) => entries)
      .filter(isMatch)
      .sort(compareEntries)
    orders.keep(db, revision, { key, value })
    return value
  })
}

/** One text for each model: a slug has no colon. */
export function formatKey({ repo, name }: Pick<BoardEntry, 'repo' | 'name'>): string {
  return `${repo}:${name}`
}

function compareEntries(a: BoardEntry, b: BoardEntry): number {
  if (a.rank !== b.rank) return a.rank - b.rank
  if (a.name !== b.name) return a.name < b.name ? -1 : 1
  return a.repo < b.repo ? -1 : 1
}

type Matching = { readonly viewer: Viewer; readonly filter: BoardFilter }

/** Whether a model has the label and the owner. */
async function openMatch(
  db: Database,
  tx: Prisma.TransactionClient,
  { viewer, filter: { label, owner } }: Matching,
): Promise<(model: Pick<BoardEntry, 'repo' | 'name'>) => boolean> {
  const wanted = [
    { qualifier: 'label', value: label },
    { qualifier: 'owner', value: owner },
  ] as const
  const filters = wanted.flatMap(({ qualifier, value }) =>
    value === null ? [] : [buildFilter(qualifier, { kind: 'exact', text: value })],
  )
  if (filters.length === 0) return () => true
  const asked = { query: joinAll(filters), sort: null, state: { waiting: [] } }
  const search = await readSearch(db, tx, { viewer, ...asked, now: new Date(0), me: [] })
  const found = search.find(asked.query)
  return ({ repo, name }) => {
    const own = search.catalog.get(repo)
    return own !== undefined && found.get(repo)?.[findModelPlace(own, name)] === 1
  }
}

type HeldRow = { readonly repo: string; readonly name: string; readonly behind: boolean | null }

async function readRepos(
  tx: Prisma.TransactionClient,
  slugs: readonly string[],
): Promise<ReadonlyMap<string, readonly BoardEntry[]>> {
  const production = Prisma.sql`lower(h.stage) = ANY(${[...PRODUCTION_STAGES]}::text[])`
  const visible = Prisma.sql`h.repo = ANY(${[...slugs]}::text[])`
  const held = await tx.$queryRaw<HeldRow[]>`
    SELECT h.repo, h.artifact AS name, bool_or(h.behind > 0 AND ${production}) AS behind
    FROM stage_holders h WHERE ${visible} GROUP BY h.repo, h.artifact`
  // Only of those that are not behind: looking up an event for each takes three times as long.
  const unproven = await tx.$queryRaw<Pick<HeldRow, 'repo' | 'name'>[]>`
    SELECT h.repo, h.artifact AS name FROM stage_holders h
    JOIN events e ON e.repo = h.repo AND e.tag = h.tag
    WHERE ${visible} AND ${production} AND coalesce(h.behind, 0) = 0
      AND e.verdict <> 'good' AND e.policy <> 'off'`
  const keys = new Set(unproven.map(formatKey))
  const byRepo = new Map(slugs.map((slug) => [slug, [] as BoardEntry[]]))
  for (const { repo, name, behind } of held) {
    const rank = behind ? 0 : keys.has(formatKey({ repo, name })) ? 1 : 2
    byRepo.get(repo)?.push({ repo, name, rank })
  }
  // Sorting all of them later takes a fraction of the time where those of each repository are in order.
  for (const entries of byRepo.values()) entries.sort(compareEntries)
  return byRepo
}
