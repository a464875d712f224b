import { resolveVersion, type UnresolvedCode } from '@/lib/index/read/resolve-version'
import { readWanted } from '../../../../_api/operation-parts'
import { operations } from '../../../../_api/operations'
import { noSuchModel, noSuchVersion } from '../../../../_api/refusals'
import { refuse } from '../../../../_api/refuse'
import { route } from '../../../../_api/route'

export const GET = route(operations.resolveVersion, async (input) => {
  const { database, viewer, params, query } = input
  const { repo, name } = params
  const found = await resolveVersion(database, viewer, repo, name, readWanted(query))
  if (found.kind === 'found') {
    const { kind, path, committedAt, author, card, ...rest } = found
    const isUrl = path?.includes('://') ?? false
    return {
      status: 200,
      body: { ...rest, path: isUrl ? null : path, uri: isUrl ? path : null },
    }
  }
  const asked = query.stage ?? query.version ?? ''
  if (found.code === 'no-such-model') return noSuchModel(params)
  if (found.code === 'no-such-version') return noSuchVersion({ ...params, version: asked })
  const message = reasons[found.code](params.name, asked)
  return refuse({ status: 404, code: found.code, message })
})

const reasons: Record<
  Exclude<UnresolvedCode, 'no-such-model' | 'no-such-version'>,
  (model: string, wanted: string) => string
> = {
  'stage-empty': (model, wanted) => `No version of ${model} is in the stage ${wanted}.`,
  'no-registered-version': (model) => `${model} has no registered version.`,
  'version-inactive': (model, wanted) => `Version ${wanted} of ${model} was deregistered.`,
}
