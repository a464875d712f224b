import { listOwnNames } from '@/lib/auth/own-names'
import { listModels } from '@/lib/index/read/list-models'
import { parseQuery } from '@/lib/search/parse-query'
import { buildFilter, joinAll, type Query } from '@/lib/search/query'
import { findUsualSort, parseModelSort } from '@/lib/search/sort'
import { readInstant } from '../_api/operation-parts'
import { operations } from '../_api/operations'
import { route } from '../_api/route'

export const GET = route(
  operations.listModels,
  async ({ database, viewer, actor, query: search }) => {
    const { q, repo, sort, page, pageSize } = search
    const { query, diagnostics } = parseQuery(q)
    const found = await listModels(database, viewer, {
      query: ofRepo(query, repo),
      sort: parseModelSort(sort ?? '') ?? findUsualSort(query),
      page,
      pageSize,
      now: new Date(),
      me: listOwnNames(actor),
      kind: null,
      at: readInstant(search),
    })
    return { status: 200, body: { ...found, diagnostics } }
  },
)

function ofRepo(query: Query, repo: string | undefined): Query {
  if (repo === undefined) return query
  return joinAll([query, buildFilter('repo', { kind: 'exact', text: repo })])
}
