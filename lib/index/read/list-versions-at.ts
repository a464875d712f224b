import type { Database } from '@/lib/database/database'
import { storableText } from '@/lib/database/storable-json'
import { Prisma } from '@/prisma/generated/client'
import type { Viewer } from './viewer'
import { buildVisibleCondition } from './visible'

export type CommitPlace = { readonly repo: string; readonly commit: string }

export type VersionAt = CommitPlace & {
  readonly model: string
  readonly version: string
  readonly path: string | null
}

/** Versions that one answer names. */
const MAX_VERSIONS = 1_000

/** The registered versions on the commits, by model. */
export async function listVersionsAt(
  db: Database,
  viewer: Viewer,
  places: readonly CommitPlace[],
): Promise<readonly VersionAt[]> {
  if (places.length === 0) return []
  const pairs = places.map(
    ({ repo, commit }) => Prisma.sql`(${storableText(repo)}, ${storableText(commit)})`,
  )
  const { text, values } = Prisma.sql`
    SELECT repo, commit, artifact AS model, name AS version, facts->>'path' AS path FROM versions
    WHERE (repo, commit) IN (${Prisma.join(pairs)}) AND registered AND active
      AND ${buildVisibleCondition(viewer)}
    ORDER BY repo, commit, artifact, rank DESC LIMIT ${MAX_VERSIONS}`
  return (await db.query(text, values)).rows as VersionAt[]
}
