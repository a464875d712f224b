import { versionHref } from '@/components/model/version-href'
import { traceVersion } from '../../../../../../trace-version'
import { operations } from '../../../../_api/operations'
import { readTraced } from '../../../../_api/read-traced'
import { route } from '../../../../_api/route'

export const GET = route(operations.getLineage, async ({ database, viewer, params, query }) => {
  const traced = await readTraced({ database, viewer, params, query })
  if ('status' in traced) return traced
  const { repo, name } = params
  const { version, commit } = traced.found
  const { groups, outputs, stages } = query
  const view = await traceVersion(viewer, {
    ...traced,
    switches: { groups, outputs, stages },
    users: query.at === undefined ? 'of-now' : 'none',
    href: versionHref({ repo, name, version }),
  })
  return { status: 200, body: { version, commit, ...view } }
})
