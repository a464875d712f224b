import type { Database } from '@/lib/database/database'
import { buildFilter, joinAll } from '@/lib/search/query'
import type { BoardEntry, BoardFilter } from './board-order'
import type { Catalog } from './catalog'
import { type CatalogAsked, findCatalogAt, readCatalogAt, readWithCatalog } from './catalog-at'
import { listHaving } from './count-catalog'
import { openEvaluator } from './evaluate-query'
import { type Found, intersect } from './found'
import { orderCatalog } from './order-catalog'
import { readRevision } from './read-revision'

type PastOrder = { readonly key: string; readonly value: readonly BoardEntry[] }

/** The order that was asked for last of each catalog, which is dropped with it. */
const knownOrders = new WeakMap<Catalog, PastOrder>()

/** The models of the board as it was at a second, by name and repository: nothing of the past needs action. */
export async function listPastOrder(
  db: Database,
  asked: CatalogAsked,
  filter: BoardFilter,
): Promise<readonly BoardEntry[]> {
  const catalog =
    findCatalogAt(db, await readRevision(db), asked) ??
    (await readWithCatalog(db, asked, (tx) => readCatalogAt(db, tx, asked)))
  const key = JSON.stringify([filter.label, filter.owner, filter.repo])
  const known = knownOrders.get(catalog)
  if (known?.key === key) return known.value
  const value = listEntries(catalog, findHeld(catalog, filter))
  knownOrders.set(catalog, { key, value })
  return value
}

/** The models with something in a stage that pass the filter. */
function findHeld(catalog: Catalog, { label, owner, repo }: BoardFilter): Found {
  const wanted = [
    ['label', label],
    ['owner', owner],
    ['repo', repo],
  ] as const
  const query = joinAll(
    wanted.flatMap(([qualifier, text]) =>
      text === null ? [] : [buildFilter(qualifier, { kind: 'exact', text })],
    ),
  )
  const nothing = { columns: new Map(), sources: new Map(), waiting: [], me: [] }
  const find = openEvaluator({ catalog, ...nothing, now: new Date(0) })
  return intersect([listHaving(catalog, (facet) => facet.startsWith('stage:')), find(query)])
}

function listEntries(catalog: Catalog, found: Found): readonly BoardEntry[] {
  const { repos, repoOf, byName } = orderCatalog(catalog)
  const entries: BoardEntry[] = []
  for (const number of byName) {
    const repo = repos[repoOf[number] ?? 0]
    const place = number - (repo?.start ?? 0)
    const name = repo?.catalog.names[place]
    if (repo === undefined || name === undefined) continue
    if (found.get(repo.slug)?.[place] === 1) entries.push({ repo: repo.slug, name, rank: 2 })
  }
  return entries
}
