import { listOwnNames } from '@/lib/auth/own-names'
import { completeSearch } from '@/lib/index/read/complete-search'
import { operations } from '../../_api/operations'
import { route } from '../../_api/route'

export const GET = route(
  operations.completeSearch,
  async ({ database, viewer, actor, query: { q, caret } }) => {
    const request = { text: q, caret, now: new Date(), me: listOwnNames(actor) }
    return { status: 200, body: await completeSearch(database, viewer, request) }
  },
)
