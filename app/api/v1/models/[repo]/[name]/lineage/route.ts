import { findModel } from '@/lib/index/read/find-model'
import { resolveVersion } from '@/lib/index/read/resolve-version'
import { buildLineage } from '@/lib/lineage/build-lineage'
import { findPipeline } from '@/lib/pipeline/find-pipeline'
import { buildFileHref, findForgeLinks } from '../../../../../../forge-links'
import { operations } from '../../../../_api/operations'
import { noSuchCommit, noSuchModel, unreadable } from '../../../../_api/refusals'
import { refuse } from '../../../../_api/refuse'
import { route } from '../../../../_api/route'

export const GET = route(operations.getLineage, async ({ database, viewer, params, query }) => {
  const { repo, name } = params
  const model = await findModel(database, viewer, params)
  if (model === null) return noSuchModel(params)
  const wanted =
    query.stage === undefined ? { version: query.version ?? 'latest' } : { stage: query.stage }
  const found = await resolveVersion(database, viewer, repo, name, wanted)
  if (found.kind !== 'found') {
    const message = `${name} has no such version, or nothing is in the stage.`
    return refuse({ status: 404, code: found.code, message })
  }
  const { version, commit, path, hash, size } = found
  const answer = await findPipeline(viewer, { repo, commit })
  if (answer.kind === 'missing') return noSuchCommit(commit)
  if (answer.kind === 'failed') return unreadable(answer.why)
  const holders = model.stageOrder.filter((stage) =>
    model.stages[stage]?.some((holder) => holder.version === version),
  )
  const href = `/models/${encodeURIComponent(repo)}/${encodeURIComponent(name)}`
  const view = buildLineage(
    answer.pipeline,
    {
      ...{ path, hash, size, version, commit, holders, href },
      commitHref: findForgeLinks(repo)?.commit(commit).url ?? null,
    },
    { groups: query.groups, fileHref: buildFileHref(repo, commit) },
  )
  return { status: 200, body: { version, commit, ...view } }
})
