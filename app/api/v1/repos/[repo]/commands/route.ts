import { refuseHead } from '../../../../refuse-head'
import { operations } from '../../../_api/operations'
import { route } from '../../../_api/route'
import { runRequest } from '../../../_api/run-request'

export const POST = route(operations.runCommands, async ({ actor, params, query, body }) => {
  const { commands: given, ...request } = body
  const commands = given.map(({ command: kind, model, ...rest }) => {
    return { kind, artifact: model, ...rest }
  })
  const dryRun = query.dryRun === 'true'
  return await runRequest(actor, { repo: params.repo, commands, dryRun, ...request })
})

export const HEAD = refuseHead('POST')
