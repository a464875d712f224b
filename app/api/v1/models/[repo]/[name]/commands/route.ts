import { refuseHead } from '../../../../../refuse-head'
import { operations } from '../../../../_api/operations'
import { route } from '../../../../_api/route'
import { runRequest } from '../../../../_api/run-request'

export const POST = route(operations.runCommand, async ({ actor, params, query, body }) => {
  const { command: kind, version, stage, commit, bump, ...request } = body
  const command = { kind, artifact: params.name, version, stage, commit, bump }
  const dryRun = query.dryRun === 'true'
  return await runRequest(actor, { repo: params.repo, commands: [command], dryRun, ...request })
})

export const HEAD = refuseHead('POST')
