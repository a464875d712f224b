import { formatVersion } from '@/components/model/format-version'
import { resolveVersion } from '@/lib/index/read/resolve-version'
import { formatBadge } from '../../../../_api/format-badge'
import { operations } from '../../../../_api/operations'
import { noSuchModel } from '../../../../_api/refusals'
import { route } from '../../../../_api/route'

/** Seconds for which readers may keep a badge: pages with badges are read often, stages change seldom. */
const KEPT_SECONDS = 60

export const GET = route(operations.getBadge, async ({ database, viewer, params }) => {
  const { repo, name, file } = params
  const stage = file.slice(0, -'.svg'.length)
  const found = await resolveVersion(database, viewer, repo, name, { stage })
  if (found.kind === 'none' && found.code === 'no-such-model') return noSuchModel(params)
  const value = found.kind === 'found' ? formatVersion(found.version) : null
  return new Response(formatBadge({ label: `${name} ${stage}`, value }), {
    headers: {
      'content-type': 'image/svg+xml; charset=utf-8',
      'cache-control': `private, max-age=${KEPT_SECONDS}`,
    },
  })
})
