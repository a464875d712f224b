import type { Database } from '@/lib/database/database'
import { findModel } from '@/lib/index/read/find-model'
import { listEvents } from '@/lib/index/read/list-events'
import { listIgnoredTags } from '@/lib/index/read/list-ignored-tags'
import { listModels } from '@/lib/index/read/list-models'
import { listProblems } from '@/lib/index/read/list-problems'
import { listStages } from '@/lib/index/read/list-stages'
import type { Viewer } from '@/lib/index/read/viewer'
import type { ModelDetailView, ModelPage } from '@/lib/views/model'
import { buildModelsRequest } from './models-request'

const allRepos: Viewer = { repos: 'all' }
const everything = { page: 1, pageSize: 10_000 }

/** All models as the list has them. */
export function readModels(database: Database): Promise<ModelPage> {
  return listModels(database, allRepos, buildModelsRequest(everything))
}

export async function readModel(
  database: Database,
  repo: string,
  name: string,
): Promise<ModelDetailView> {
  const model = await findModel(database, allRepos, { repo, name })
  if (!model) throw new Error(`no model ${name} in ${repo}`)
  return model
}

/** Everything that pages and API say of the registry, as text: two registries are equal when it is. */
export async function readAnswers(database: Database, slugs: readonly string[]): Promise<string> {
  const models = await readModels(database)
  const details = []
  for (const { repo, name } of models.items) details.push(await readModel(database, repo, name))
  const lists = []
  for (const repo of slugs) {
    lists.push(await listProblems(database, allRepos, { repo, ...everything }))
    lists.push(await listIgnoredTags(database, allRepos, { repo, ...everything }))
  }
  const events = await listEvents(database, allRepos, { limit: 100_000 })
  const stages = await listStages(database, allRepos)
  return JSON.stringify({ models, details, lists, events, stages }, null, 1)
}
