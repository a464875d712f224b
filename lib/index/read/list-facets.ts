import type { Database } from '@/lib/database/database'
import { readInTransaction } from '@/lib/database/read-in-transaction'
import type { ModelFacets } from '@/lib/views/model'
import { countFacets, findCounts } from './count-facets'
import { parseModelQuery } from './model-query'
import { readRevision } from './read-revision'
import type { Viewer } from './viewer'

/** The labels, owners and other values of all models that the viewer may see, the most frequent first. */
export async function listFacets(db: Database, viewer: Viewer): Promise<ModelFacets> {
  const request = { viewer, query: parseModelQuery('') }
  const known = findCounts(db, await readRevision(db), request)
  if (known !== null) return known.facets
  return readInTransaction(db, async (tx) => (await countFacets(db, tx, request)).facets)
}
