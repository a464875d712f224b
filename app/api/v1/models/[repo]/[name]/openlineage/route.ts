import { listRepos } from '@/lib/index/read/list-repos'
import { buildOpenLineage } from '@/lib/lineage/build-open-lineage'
import { buildFileHref } from '../../../../../../forge-links'
import { operations } from '../../../../_api/operations'
import { readTraced } from '../../../../_api/read-traced'
import { noSuchRepo } from '../../../../_api/refusals'
import { route } from '../../../../_api/route'

export const GET = route(operations.getOpenLineage, async ({ database, viewer, params, query }) => {
  const traced = await readTraced({ database, viewer, params, query })
  if ('status' in traced) return traced
  const repo = (await listRepos(database, viewer)).find(({ slug }) => slug === params.repo)
  if (repo === undefined) return noSuchRepo(params.repo)
  const { found, pipeline } = traced
  const fileHref = buildFileHref(repo.slug, found.commit)
  const body = buildOpenLineage(pipeline, { ...found, repoUrl: repo.url, fileHref })
  return { status: 200, body }
})
