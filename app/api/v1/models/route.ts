import { listModels } from '@/lib/index/read/list-models'
import { parseModelQuery, QUALIFIERS } from '@/lib/index/read/model-query'
import { operations } from '../_api/operations'
import { refuse } from '../_api/refuse'
import { route } from '../_api/route'

export const GET = route(operations.listModels, async ({ database, viewer, query: search }) => {
  const { q, repo, ...page } = search
  const { unknown, ...parsed } = parseModelQuery(q)
  if (unknown.length > 0) return refuseQualifiers(unknown)
  const ofRepo = { qualifier: 'repo', values: [repo ?? ''], negated: false } as const
  const filters = repo === undefined ? parsed.filters : [...parsed.filters, ofRepo]
  const query = { ...parsed, filters, unknown }
  return { status: 200, body: await listModels(database, viewer, { query, ...page }) }
})

function refuseQualifiers(unknown: readonly string[]) {
  const found = unknown.map((one) => `${one}:`).join(', ')
  const known = QUALIFIERS.map((one) => `${one}:`).join(', ')
  return refuse({
    code: 'unknown-qualifier',
    message: `q contains ${found} which does not exist. These qualifiers exist: ${known}.`,
    details: { unknown, known: QUALIFIERS },
  })
}
