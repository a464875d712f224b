import type { Database } from '@/lib/database/database'
import { queryPrepared } from '@/lib/database/prepared'
import { storableText } from '@/lib/database/storable-json'
import type { PeriodView } from '@/lib/views/model'
import { formatSeconds } from './instant'
import { canSee, type Viewer } from './viewer'

export type PeriodRequest = {
  readonly repo: string
  readonly name: string
  readonly version: string
  readonly commit: string
  /** Unix seconds: what is known then. */
  readonly at?: number | undefined
}

type PeriodRow = {
  readonly stage: string
  readonly since_seconds: string
  readonly until_seconds: string | null
}

/** Periods that are listed of a version. */
const MAX_PERIODS = 100

/**
 * Moments of one stage that follow each other without a gap are one period. Until a version is registered on it, a commit
 * holds a stage under its id (D1).
 */
const LIST = {
  name: 'list-periods',
  text: `
    WITH held AS (
      SELECT DISTINCT h.one->>0 AS stage, p.since_seconds, CASE WHEN p.until_seconds <= $5 THEN p.until_seconds END AS until_seconds
      FROM moments p CROSS JOIN LATERAL json_array_elements(p.holders) h(one)
      WHERE p.repo = $1 AND p.artifact = $2 AND p.since_seconds <= $5
        AND h.one->>1 IN ($3, $4) AND h.one->>2 = $4
    ), starts AS (
      SELECT *, lag(until_seconds) OVER line IS DISTINCT FROM since_seconds AS begins
      FROM held WINDOW line AS (PARTITION BY stage ORDER BY since_seconds)
    ), runs AS (
      SELECT *, count(*) FILTER (WHERE begins) OVER (PARTITION BY stage ORDER BY since_seconds) AS run FROM starts
    )
    SELECT stage, min(since_seconds) AS since_seconds,
      CASE WHEN bool_and(until_seconds IS NOT NULL) THEN max(until_seconds) END AS until_seconds
    FROM runs GROUP BY stage, run
    ORDER BY min(since_seconds) DESC, stage LIMIT ${MAX_PERIODS}`,
}

/** Seconds that no tag reaches. */
const NOW = Number.MAX_SAFE_INTEGER

/** When the version has held which stages, newest first: the last 100 periods. `until` is null where it holds the stage. */
export async function listPeriods(
  db: Database,
  viewer: Viewer,
  { repo, name, version, commit, at = NOW }: PeriodRequest,
): Promise<readonly PeriodView[]> {
  if (!canSee(viewer, repo)) return []
  const values = [...[repo, name, version, commit].map(storableText), at]
  const rows = await queryPrepared<PeriodRow>(db, LIST, values)
  return rows.map(({ stage, since_seconds, until_seconds }) => ({
    stage,
    since: formatSeconds(Number(since_seconds)),
    until: until_seconds === null ? null : formatSeconds(Number(until_seconds)),
  }))
}
