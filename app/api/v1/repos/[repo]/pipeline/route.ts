import { listRepos } from '@/lib/index/read/list-repos'
import { pagePipeline } from '@/lib/lineage/page-pipeline'
import { findPipeline } from '@/lib/pipeline/find-pipeline'
import { operations } from '../../../_api/operations'
import { noSuchCommit, noSuchRepo, unreadable } from '../../../_api/refusals'
import { route } from '../../../_api/route'

export const GET = route(operations.getPipeline, async ({ database, viewer, params, query }) => {
  const repo = (await listRepos(database, viewer)).find(({ slug }) => slug === params.repo)
  if (repo === undefined) return noSuchRepo(params.repo)
  const commit = query.commit ?? repo.head?.commit
  if (commit === undefined) return noSuchCommit('HEAD')
  const answer = await findPipeline(viewer, { repo: repo.slug, commit })
  if (answer.kind === 'missing') return noSuchCommit(commit)
  if (answer.kind === 'failed') return unreadable(answer.why)
  return { status: 200, body: pagePipeline(answer.pipeline, query.offset) }
})
