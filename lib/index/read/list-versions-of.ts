import type { Database } from '@/lib/database/database'
import { storableText } from '@/lib/database/storable-json'
import { Prisma } from '@/prisma/generated/client'
import type { VersionAt } from './list-versions-at'
import type { Viewer } from './viewer'
import { buildVisibleCondition } from './visible'

/** A content in a repository; `content` is the key of its hash. */
export type ContentPlace = { readonly repo: string; readonly content: string }

/** Versions that one answer names. */
const MAX_VERSIONS = 1_000

/** The registered versions whose own content it is, of each model the highest first. */
export async function listVersionsOf(
  db: Database,
  viewer: Viewer,
  places: readonly ContentPlace[],
): Promise<readonly (VersionAt & ContentPlace)[]> {
  if (places.length === 0) return []
  const pairs = places.map(
    ({ repo, content }) => Prisma.sql`(${storableText(repo)}, ${storableText(content)})`,
  )
  const { text, values } = Prisma.sql`
    SELECT repo, commit, content, artifact AS model, name AS version, facts->>'path' AS path
    FROM versions
    WHERE (repo, content) IN (${Prisma.join(pairs)}) AND registered AND active
      AND ${buildVisibleCondition(viewer)}
    ORDER BY repo, artifact, rank DESC, commit LIMIT ${MAX_VERSIONS}`
  return (await db.query(text, values)).rows as (VersionAt & ContentPlace)[]
}
