import type { Database } from '@/lib/database/database'
import type { IgnoredTagView } from '@/lib/views/repo'
import { Prisma } from '@/prisma/generated/client'
import { canSee, type Viewer } from './viewer'

export type IgnoredTagPage = {
  readonly items: readonly IgnoredTagView[]
  readonly total: number
  readonly page: number
  readonly pageSize: number
}

export type IgnoredTagsRequest = {
  readonly repo: string
  /** Only tags that look like this artifact's. */
  readonly artifact?: string
  readonly page: number
  readonly pageSize: number
}

/** Tags of a repository that make no event, by name. */
export async function listIgnoredTags(
  db: Database,
  viewer: Viewer,
  { repo, artifact, page, pageSize }: IgnoredTagsRequest,
): Promise<IgnoredTagPage> {
  if (!canSee(viewer, repo)) return { items: [], total: 0, page, pageSize }
  const rows = await db.prisma.$queryRaw<(IgnoredTagView & { readonly total: bigint })[]>`
    SELECT repo, tag, oid, code, count(*) OVER () AS total FROM ignored_tags
    WHERE repo = ${repo} AND ${buildSimilarity(artifact)}
    ORDER BY tag LIMIT ${pageSize} OFFSET ${(page - 1) * pageSize}`
  const total = Number(rows[0]?.total ?? 0)
  return {
    items: rows.map(({ repo, tag, oid, code }) => ({ repo, tag, oid, code })),
    total,
    page,
    pageSize,
  }
}

/** In a tag the colon of a name is an equals sign, and what follows the name begins with `@` or `#`. */
function buildSimilarity(artifact: string | undefined): Prisma.Sql {
  if (artifact === undefined) return Prisma.sql`true`
  const name = artifact.replaceAll(':', '=')
  return Prisma.sql`(starts_with(tag, ${`${name}@`}) OR starts_with(tag, ${`${name}#`}))`
}
