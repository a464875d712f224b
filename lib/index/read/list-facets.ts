import type { Database } from '@/lib/database/database'
import type { FacetView } from '@/lib/views/model'
import { type CatalogAsked, findCatalogAt, readCatalogAt, readWithCatalog } from './catalog-at'
import { countFacets } from './count-catalog'
import { buildFacet } from './count-models'
import { readRevision } from './read-revision'

/** The labels, owners and repositories of all models that the viewer may see, the most frequent first; now or then. */
export async function listFacets(
  db: Database,
  asked: CatalogAsked,
): Promise<Readonly<Record<'labels' | 'owners' | 'repos', FacetView>>> {
  const catalog =
    findCatalogAt(db, await readRevision(db), asked) ??
    (await readWithCatalog(db, asked, (tx) => readCatalogAt(db, tx, asked)))
  const counts = countFacets(catalog, null)
  return {
    labels: buildFacet(counts, 'label'),
    owners: buildFacet(counts, 'owner'),
    repos: buildFacet(counts, 'repo'),
  }
}
