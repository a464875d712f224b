import type { Database } from '@/lib/database/database'
import { readInTransaction } from '@/lib/database/read-in-transaction'
import type { FacetView } from '@/lib/views/model'
import { findCatalog, readCatalog } from './catalog'
import { countFacets } from './count-catalog'
import { buildFacet } from './count-models'
import { readRevision } from './read-revision'
import type { Viewer } from './viewer'

/** The labels, owners and repositories of all models that the viewer may see, the most frequent first. */
export async function listFacets(
  db: Database,
  viewer: Viewer,
): Promise<Readonly<Record<'labels' | 'owners' | 'repos', FacetView>>> {
  const catalog =
    findCatalog(db, await readRevision(db), viewer) ??
    (await readInTransaction(db, (tx) => readCatalog(db, tx, viewer)))
  const counts = countFacets(catalog, null)
  return {
    labels: buildFacet(counts, 'label'),
    owners: buildFacet(counts, 'owner'),
    repos: buildFacet(counts, 'repo'),
  }
}
