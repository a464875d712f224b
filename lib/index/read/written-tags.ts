import type { Database } from '@/lib/database/database'
import type { StoredSuperseded } from '@/lib/journal/commands'
import { Prisma } from '@/prisma/generated/client'
import { formatInstant } from './instant'

type TagRef = { readonly tag: string; readonly oid: string }

/** Whether all of these tags are events of the index, as these objects. */
export async function hasEvents(
  db: Database,
  repo: string,
  tags: readonly TagRef[],
): Promise<boolean> {
  const rows = await db.prisma.$queryRaw<TagRef[]>`
    SELECT tag, oid FROM events WHERE repo = ${repo} AND tag = ANY(${tags.map(({ tag }) => tag)})`
  const found = new Map(rows.map(({ tag, oid }) => [tag, oid]))
  return tags.every(({ tag, oid }) => found.get(tag) === oid)
}

/** The verdicts on tags that the index has judged, by name. */
export async function listVerdicts(
  db: Database,
  repo: string,
  tags: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (tags.length === 0) return new Map()
  const rows = await db.prisma.$queryRaw<{ tag: string; verdict: string }[]>`
    SELECT tag, verdict FROM events WHERE repo = ${repo} AND tag = ANY(${[...tags]})`
  return new Map(rows.map(({ tag, verdict }) => [tag, verdict]))
}

export type EventBrief = {
  readonly artifact: string
  readonly tag: string
  readonly tagger: string
  /** The requester, if a verified tag of Signet names one. */
  readonly actor: string | null
  /** ISO 8601. */
  readonly at: string
}

/** The newest events of these artifacts, newest first. */
export async function listNewestEvents(
  db: Database,
  repo: string,
  { artifacts, limit }: { readonly artifacts: readonly string[]; readonly limit: number },
): Promise<readonly EventBrief[]> {
  const rows = await db.prisma.$queryRaw<BriefRow[]>`
    SELECT ${briefColumns} FROM events e WHERE e.repo = ${repo} AND e.artifact = ANY(${[...artifacts]})
    ORDER BY e.at_seconds DESC, e.counter DESC, e.tag DESC LIMIT ${limit}`
  return rows.map(buildBrief)
}

/**
 * The newest event after one of these tags that concerns the same stage or the same version, and so takes precedence
 * over them. Null when there is none.
 */
export async function findSuperseding(
  db: Database,
  repo: string,
  tags: readonly string[],
): Promise<StoredSuperseded | null> {
  const rows = await db.prisma.$queryRaw<BriefRow[]>`
    SELECT ${briefColumns} FROM events e JOIN events ours
      ON ours.repo = e.repo AND ours.artifact = e.artifact AND ours.tag = ANY(${[...tags]})
    WHERE e.repo = ${repo} AND NOT e.tag = ANY(${[...tags]}) AND NOT e.rejected
      AND (e.at_seconds, e.counter, e.tag) > (ours.at_seconds, ours.counter, ours.tag)
      AND CASE WHEN ours.stage IS NOT NULL THEN e.stage = ours.stage
        WHEN ours.version IS NOT NULL THEN e.version = ours.version AND e.stage IS NULL
        ELSE e.kind IN ('registration', 'assignment') END
    ORDER BY e.at_seconds DESC, e.counter DESC, e.tag DESC LIMIT 1`
  if (rows[0] === undefined) return null
  const { artifact, tag, tagger, at } = buildBrief(rows[0])
  return { artifact, tag, tagger, at }
}

type BriefRow = {
  readonly artifact: string
  readonly tag: string
  readonly tagger_name: string
  readonly tagger_email: string
  readonly actor: string | null
  readonly at_seconds: bigint
  readonly at_offset: number
}

const briefColumns = Prisma.sql`
  e.artifact, e.tag, e.tagger_name, e.tagger_email, e.actor, e.at_seconds, e.at_offset`

function buildBrief(row: BriefRow): EventBrief {
  return {
    artifact: row.artifact,
    tag: row.tag,
    tagger: row.tagger_name || row.tagger_email,
    actor: row.actor,
    at: formatInstant({ seconds: Number(row.at_seconds), offset: row.at_offset }),
  }
}
