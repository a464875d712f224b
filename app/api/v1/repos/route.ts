import { listRepos } from '@/lib/index/read/list-repos'
import { operations } from '../_api/operations'
import { route } from '../_api/route'

export const GET = route(operations.listRepos, async ({ database, viewer }) => ({
  status: 200,
  body: { items: await listRepos(database, viewer) },
}))
