import { hasModel } from '@/lib/index/read/find-model'
import { findVersion } from '@/lib/index/read/find-version'
import { listPeriods } from '@/lib/index/read/list-periods'
import { findCard } from '@/lib/pipeline/find-card'
import { readInstant } from '../../../../../_api/operation-parts'
import { operations } from '../../../../../_api/operations'
import { noSuchModel, noSuchVersion } from '../../../../../_api/refusals'
import { route } from '../../../../../_api/route'

export const GET = route(operations.getVersion, async ({ database, viewer, params, query }) => {
  const at = readInstant(query)
  const found = await findVersion(database, viewer, { ...params, at })
  if (found !== null) {
    const card = found.card && (await findCard(viewer, { repo: params.repo, oid: found.card.oid }))
    const cardFacts = card?.kind === 'read' ? card.facts : null
    const { version, commit } = found
    const periods = await listPeriods(database, viewer, { ...params, version, commit, at })
    return { status: 200, body: { ...found, cardFacts, periods } }
  }
  const known = await hasModel(database, viewer, params.repo, params.name)
  return known ? noSuchVersion(params) : noSuchModel(params)
})
