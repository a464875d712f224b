import type { Database } from '@/lib/database/database'
import { type BigIntText, queryPrepared } from '@/lib/database/prepared'
import { storableText } from '@/lib/database/storable-json'
import { canSee, type Viewer } from './viewer'

/** The seconds of events around an instant: of the last one before the newest that is in it, and of the next. */
export type NearEvents = { readonly previous: number | null; readonly next: number | null }

type Row = { readonly previous: BigIntText | null; readonly next: BigIntText | null }

const FIND = {
  name: 'find-near-events',
  text: `
    SELECT max(m.since_seconds) FILTER (WHERE m.until_seconds <= $3::bigint) AS previous,
      min(m.since_seconds) FILTER (WHERE m.since_seconds > $3::bigint) AS next
    FROM moments m WHERE m.repo = $1 AND m.artifact = $2`,
}

/** The events of a model that an instant lies between; `at` is in Unix seconds. */
export async function findNearEvents(
  db: Database,
  viewer: Viewer,
  { repo, name, at }: { readonly repo: string; readonly name: string; readonly at: number },
): Promise<NearEvents> {
  if (!canSee(viewer, repo)) return { previous: null, next: null }
  const [row] = await queryPrepared<Row>(db, FIND, [...[repo, name].map(storableText), at])
  const read = (seconds: BigIntText | null | undefined) =>
    seconds == null ? null : Number(seconds)
  return { previous: read(row?.previous), next: read(row?.next) }
}
