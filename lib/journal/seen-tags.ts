import type { Database } from '@/lib/database/database'
import type { Oid } from '@/lib/snapshot/types'
import { Prisma } from '@/prisma/generated/client'

/** One object that the ref of a registry tag pointed at during a sync. Times are by Signet's clock. */
export type SeenTag = {
  readonly tag: string
  readonly oid: Oid
  readonly artifact: string
  /** Null when it existed at the first sync of the repository. */
  readonly firstSeen: Date | null
  /** The time since which the ref is gone or points elsewhere; null while it points here. */
  readonly vanishedAt: Date | null
}

/** The time since which a repository is watched, and the vanished tags that an admin has to check. */
export type Watch = {
  readonly since: Date
  /** Hash of the vanished names that are held back; null when none are. */
  readonly held: string | null
  /** Hash of those that were accepted. */
  readonly accepted: string | null
}

/** The changes that a sync observed: rows that are new or whose end has changed. */
export type SeenChanges = {
  /** Canonical id of the repository. Rows of another repository under the same slug are deleted. */
  readonly repository: string
  readonly since: Date
  /** `first`: no sync has watched this repository under the slug before. */
  readonly look: 'first' | 'later'
  readonly tags: readonly SeenTag[]
}

/** All rows of the artifacts' tags, by tag and then in the order of observation. */
export async function listSeenTags(
  db: Database,
  slug: string,
  artifacts: 'all' | readonly string[],
): Promise<SeenTag[]> {
  const chosen =
    artifacts === 'all' ? Prisma.sql`true` : Prisma.sql`artifact = ANY(${[...artifacts]})`
  return await db.prisma.$queryRaw<SeenTag[]>`
    SELECT tag, oid, artifact, first_seen AS "firstSeen", vanished_at AS "vanishedAt"
    FROM seen_tags WHERE repo = ${slug} AND ${chosen}
    ORDER BY tag, first_seen NULLS FIRST, oid`
}

/** The tags that existed at the last sync, with the objects that they pointed at. */
export async function listPresentTags(
  db: Database,
  slug: string,
): Promise<ReadonlyMap<string, Oid>> {
  const rows = await db.prisma.$queryRaw<{ tag: string; oid: string }[]>`
    SELECT tag, oid FROM seen_tags WHERE repo = ${slug} AND vanished_at IS NULL`
  return new Map(rows.map((row) => [row.tag, row.oid]))
}

/** Names of tags of these artifacts whose observed objects are gone. */
export async function listVanishedNames(
  db: Database,
  slug: string,
  artifacts: readonly string[],
): Promise<readonly string[]> {
  const rows = await db.prisma.$queryRaw<{ tag: string }[]>`
    SELECT DISTINCT tag FROM seen_tags
    WHERE repo = ${slug} AND artifact = ANY(${[...artifacts]}) AND vanished_at IS NOT NULL`
  return rows.map(({ tag }) => tag)
}

export type GoneTag = { readonly artifact: string; readonly tag: string }

/** Vanished tags of artifacts that are no longer in the index, by artifact and tag. */
export async function listGoneTags(db: Database, slug: string): Promise<GoneTag[]> {
  return await db.prisma.$queryRaw<GoneTag[]>`
    SELECT DISTINCT s.artifact, s.tag FROM seen_tags s
    WHERE s.repo = ${slug} AND s.vanished_at IS NOT NULL
      AND NOT EXISTS (SELECT FROM models m WHERE m.repo = s.repo AND m.name = s.artifact)
      AND NOT EXISTS (SELECT FROM seen_tags t
        WHERE t.repo = s.repo AND t.tag = s.tag AND t.vanished_at IS NULL)
    ORDER BY s.artifact, s.tag`
}

/** Stores which vanished tags are held back until an admin accepts that they are gone. */
export async function holdTags(db: Database, slug: string, held: string): Promise<void> {
  await db.prisma.watch.updateMany({ where: { slug }, data: { heldTags: held } })
}

/**
 * Accepts the vanished tags that the last sync held back, so that the next sync counts them. Has no effect when none
 * were held back.
 */
export async function acceptHeldTags(db: Database, slug: string): Promise<void> {
  await db.prisma.$executeRaw`
    UPDATE watches w SET accepted_tags = held_tags FROM repo_sync s
    WHERE w.slug = ${slug} AND s.slug = w.slug AND s.error_code = 'tags-vanished'`
}

/** Clears the tags that were held back and those that were accepted. */
export async function clearHeldTags(db: Database, slug: string): Promise<void> {
  const nothing = { heldTags: null, acceptedTags: null }
  await db.prisma.watch.updateMany({ where: { slug }, data: nothing })
}
