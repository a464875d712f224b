import type { Database } from '@/lib/database/database'
import { type BigIntText, queryPrepared } from '@/lib/database/prepared'
import { storableText } from '@/lib/database/storable-json'
import { canSee, type Viewer } from './viewer'

/** The seconds of events around an instant: of the last one before the newest that is in it, and of the next. */
export type NearEvents = { readonly previous: number | null; readonly next: number | null }

type Row = { readonly previous: BigIntText | null; readonly next: BigIntText | null }

const OF_MODEL = {
  name: 'find-near-events',
  text: `
    SELECT max(m.since_seconds) FILTER (WHERE m.until_seconds <= $3::bigint) AS previous,
      min(m.since_seconds) FILTER (WHERE m.since_seconds > $3::bigint) AS next
    FROM moments m WHERE m.repo = $1 AND m.artifact = $2`,
}

/** Each repository by itself: the index on all events would be read over those of all others. */
const OF_ALL = {
  name: 'find-near-events-of-all',
  text: `
    WITH seen AS (SELECT r.slug FROM repos r WHERE $2::text[] IS NULL OR r.slug = ANY($2::text[])),
    newest AS (SELECT max(n.at_seconds) AS second FROM seen CROSS JOIN LATERAL (
      SELECT e.at_seconds FROM events e WHERE e.repo = seen.slug AND NOT e.rejected AND e.at_seconds <= $1::bigint
      ORDER BY e.at_seconds DESC LIMIT 1) n)
    SELECT
      (SELECT max(p.at_seconds) FROM newest CROSS JOIN seen CROSS JOIN LATERAL (
        SELECT e.at_seconds FROM events e WHERE e.repo = seen.slug AND NOT e.rejected AND e.at_seconds < newest.second
        ORDER BY e.at_seconds DESC LIMIT 1) p) AS previous,
      (SELECT min(f.at_seconds) FROM seen CROSS JOIN LATERAL (
        SELECT e.at_seconds FROM events e WHERE e.repo = seen.slug AND NOT e.rejected AND e.at_seconds > $1::bigint
        ORDER BY e.at_seconds LIMIT 1) f) AS next`,
}

/** The events of a model that an instant lies between; `at` is in Unix seconds. */
export async function findNearEvents(
  db: Database,
  viewer: Viewer,
  { repo, name, at }: { readonly repo: string; readonly name: string; readonly at: number },
): Promise<NearEvents> {
  if (!canSee(viewer, repo)) return { previous: null, next: null }
  return readNear(await queryPrepared<Row>(db, OF_MODEL, [...[repo, name].map(storableText), at]))
}

/** The events of all repositories that the viewer may see around an instant. */
export async function findNearEventsOfAll(
  db: Database,
  { repos }: Viewer,
  at: number,
): Promise<NearEvents> {
  const slugs = repos === 'all' ? null : [...repos]
  return readNear(await queryPrepared<Row>(db, OF_ALL, [at, slugs]))
}

function readNear([row]: readonly Row[]): NearEvents {
  const read = (seconds: BigIntText | null | undefined) =>
    seconds == null ? null : Number(seconds)
  return { previous: read(row?.previous), next: read(row?.next) }
}
