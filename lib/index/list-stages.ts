import { canSee } from './can-see'
import { countFacets } from './count-facets'
import type { Database } from './database'
import { parseModelQuery } from './model-query'
import { readAtOneMoment } from './read-transaction'
import { formatStageOrder } from './stage-order'
import type { Viewer } from './views'

/** Stages of all repositories that the viewer may see, in the order of columns: configured ones, held or not, then
 *  other held ones by name. */
export async function listStages(db: Database, viewer: Viewer): Promise<readonly string[]> {
  return readAtOneMoment(db, async (tx) => {
    const repos = await tx.repo.findMany({
      select: { slug: true, stageOrder: true },
      orderBy: { slug: 'asc' },
    })
    const { facets } = await countFacets(db, tx, { viewer, query: parseModelQuery('') })
    return formatStageOrder(
      repos.filter((repo) => canSee(viewer, repo.slug)).flatMap((repo) => repo.stageOrder),
      facets.stages.map((stage) => stage.value),
    )
  })
}
