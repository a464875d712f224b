import type { Database } from '@/lib/database/database'
import { Prisma } from '@/prisma/generated/client'
import type { Viewer } from './viewer'
import { buildVisibleCondition } from './visible'

/** Versions of one content that are looked at: they all say the same. */
const MAX_LOOKED = 100

/** `md5s` of the facts of a version whose file Git has, by a row of `versions`: as it is, and with LF for CRLF. */
export const AS_IS = Prisma.sql`facts->'md5s'->>0`
export const AS_TEXT = Prisma.sql`facts->'md5s'->>1`

/** The hashes of the content of a row of `versions`, which all name the same file. Others are not looked into. */
export const ALL_HASHES = Prisma.sql`CASE WHEN content LIKE 'git:%'
  THEN array_remove(ARRAY[content, ${AS_IS}, ${AS_TEXT}], NULL) ELSE ARRAY[content] END`

/**
 * The other hashes of the contents, where Git has the file of a version that the viewer may see: the id of its blob, and
 * the md5 that DVC records of a copy (lineage.md, section 9).
 */
export async function listAliases(
  db: Database,
  viewer: Viewer,
  keys: readonly string[],
): Promise<readonly string[]> {
  if (keys.length === 0) return []
  const visible = buildVisibleCondition(viewer)
  const listOf = (hash: Prisma.Sql) => Prisma.sql`(SELECT ${ALL_HASHES} AS hashes FROM versions
    WHERE ${hash} = wanted.key AND content LIKE 'git:%' AND ${visible} LIMIT ${MAX_LOOKED})`
  // Key by key: a list of keys is compared with each row where the planner expects many.
  const { text, values } = Prisma.sql`
    SELECT DISTINCT unnest(hashes) AS hash FROM unnest(${[...keys]}::text[]) wanted(key)
    CROSS JOIN LATERAL (
      ${listOf(Prisma.sql`content`)} UNION ALL ${listOf(AS_IS)} UNION ALL ${listOf(AS_TEXT)}
    ) found ORDER BY hash`
  const known = new Set(keys)
  const rows = (await db.query(text, values)).rows as { readonly hash: string }[]
  return rows.map(({ hash }) => hash).filter((hash) => !known.has(hash))
}
