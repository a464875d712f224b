import type { Database } from '@/lib/database/database'
import { findModel } from '@/lib/index/read/find-model'
import { type Resolution, resolveVersion } from '@/lib/index/read/resolve-version'
import type { Viewer } from '@/lib/index/read/viewer'
import { findPipeline } from '@/lib/pipeline/find-pipeline'
import type { ModelDetailView } from '@/lib/views/model'
import type { PipelineView } from '@/lib/views/pipeline'
import { readInstant, readWanted, type WantedQuery } from './operation-parts'
import { noSuchCommit, noSuchModel, unreadable } from './refusals'
import { type ApiAnswer, refuse } from './refuse'

type Wanted = {
  readonly database: Database
  readonly viewer: Viewer
  readonly params: { readonly repo: string; readonly name: string }
  readonly query: WantedQuery
}

type Traced = {
  readonly model: ModelDetailView
  readonly found: Extract<Resolution, { readonly kind: 'found' }>
  readonly pipeline: PipelineView
}

/** A version of a model, both as they were at the instant, with the pipeline of its commit; or the answer that says why
 *  not. */
export async function readTraced({
  database,
  viewer,
  params,
  query,
}: Wanted): Promise<Traced | ApiAnswer> {
  const { repo, name } = params
  const model = await findModel(database, viewer, { ...params, at: readInstant(query) })
  if (model === null) return noSuchModel(params)
  const found = await resolveVersion(database, viewer, repo, name, readWanted(query))
  if (found.kind !== 'found') {
    const message = `${name} has no such version, or nothing is in the stage.`
    return refuse({ status: 404, code: found.code, message })
  }
  const answer = await findPipeline(viewer, { repo, commit: found.commit })
  if (answer.kind === 'missing') return noSuchCommit(found.commit)
  if (answer.kind === 'failed') return unreadable(answer.why)
  return { model, found, pipeline: answer.pipeline }
}
