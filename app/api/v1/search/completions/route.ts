import { listOwnNames } from '@/lib/auth/own-names'
import { completeSearch } from '@/lib/index/read/complete-search'
import { readInstant } from '../../_api/operation-parts'
import { operations } from '../../_api/operations'
import { route } from '../../_api/route'

export const GET = route(operations.completeSearch, async ({ database, viewer, actor, query }) => {
  const { q: text, caret } = query
  const at = readInstant(query)
  const request = { text, caret, now: new Date(), me: listOwnNames(actor), at }
  return { status: 200, body: await completeSearch(database, viewer, request) }
})
