import type { Database } from '@/lib/database/database'
import { storableText } from '@/lib/database/storable-json'
import { Prisma } from '@/prisma/generated/client'
import { AS_IS, AS_TEXT } from './list-aliases'
import type { VersionAt } from './list-versions-at'
import type { Viewer } from './viewer'
import { buildVisibleCondition } from './visible'

/** A content in a repository; `content` is the key of its hash. */
export type ContentPlace = { readonly repo: string; readonly content: string }

/** Versions that one answer names. */
const MAX_VERSIONS = 1_000

/** The registered versions whose own content it is, by any of its hashes, of each model the highest first. */
export async function listVersionsOf(
  db: Database,
  viewer: Viewer,
  places: readonly ContentPlace[],
): Promise<readonly (VersionAt & ContentPlace)[]> {
  if (places.length === 0) return []
  const repos = places.map(({ repo }) => storableText(repo))
  const contents = places.map(({ content }) => storableText(content))
  const { text, values } = Prisma.sql`
    WITH wanted AS (
      SELECT * FROM unnest(${repos}::text[], ${contents}::text[]) p(repo, content)
      WHERE ${buildVisibleCondition(viewer)}
    ), found AS (
      ${listOf(Prisma.sql`v.content = p.content`)}
      UNION ${listOf(Prisma.sql`v.content LIKE 'git:%' AND ${AS_IS} = p.content`)}
      UNION ${listOf(Prisma.sql`v.content LIKE 'git:%' AND ${AS_TEXT} = p.content`)}
    )
    SELECT repo, commit, content, model, version, path FROM found
    ORDER BY repo, model, rank DESC, commit, content LIMIT ${MAX_VERSIONS}`
  return (await db.query(text, values)).rows as (VersionAt & ContentPlace)[]
}

function listOf(condition: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`SELECT v.repo, v.commit, p.content, v.artifact AS model, v.name AS version,
      v.facts->>'path' AS path, v.rank
    FROM wanted p JOIN versions v ON v.repo = p.repo AND ${condition}
    WHERE v.registered AND v.active`
}
