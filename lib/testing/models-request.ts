import type { ModelsRequest } from '@/lib/index/read/list-models'
import { parseQuery } from '@/lib/search/parse-query'
import { findUsualSort, parseModelSort } from '@/lib/search/sort'

type Asked = Partial<Pick<ModelsRequest, 'page' | 'pageSize' | 'now' | 'me' | 'kind'>> & {
  readonly q?: string
  readonly sort?: string
}

/** A request for models, as the address of a page would make it. Throws for a sort order that does not exist. */
export function buildModelsRequest({ q = '', sort, ...rest }: Asked = {}): ModelsRequest {
  const { query } = parseQuery(q)
  const order = sort === undefined ? findUsualSort(query) : parseModelSort(sort)
  if (order === null) throw new Error(`no sort order ${sort}`)
  const now = new Date('2024-01-01T00:00:00Z')
  return { query, sort: order, page: 1, pageSize: 50, now, me: [], kind: null, ...rest }
}
