import { findModel } from '@/lib/index/read/find-model'
import { resolveVersion } from '@/lib/index/read/resolve-version'
import { findPipeline } from '@/lib/pipeline/find-pipeline'
import { traceVersion } from '../../../../../../trace-version'
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
  const { version, commit } = found
  const answer = await findPipeline(viewer, { repo, commit })
  if (answer.kind === 'missing') return noSuchCommit(commit)
  if (answer.kind === 'failed') return unreadable(answer.why)
  const view = await traceVersion(viewer, {
    ...{ model, found, groups: query.groups, pipeline: answer.pipeline },
    href: `/models/${encodeURIComponent(repo)}/${encodeURIComponent(name)}`,
  })
  return { status: 200, body: { version, commit, ...view } }
})
