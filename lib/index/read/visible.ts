import { Prisma } from '@/prisma/generated/client'
import type { Viewer } from './viewer'

/** The condition that a row is of a repository that the viewer may see. `column` has the row's repository. */
export function buildVisibleCondition(
  { repos }: Viewer,
  column:
    | 'repo'
    | 'e.repo'
    | 'm.repo'
    | 's.repo'
    | 'read.repo'
    | 'made.repo'
    | 'there.repo' = 'repo',
): Prisma.Sql {
  if (repos === 'all') return Prisma.sql`true`
  return Prisma.sql`${Prisma.raw(column)} = ANY(${[...repos]}::text[])`
}
