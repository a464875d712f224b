import type { Database } from '@/lib/database/database'
import { type BigIntText, queryPrepared } from '@/lib/database/prepared'
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

/** Moments that follow each other, and what the version holds in them. */
type StretchRow = {
  readonly until_seconds: BigIntText | null
  readonly seconds: readonly number[]
  /** Of each moment, where its part of `holders` ends. */
  readonly holder_ends: readonly number[]
  /** Places in `wanted`, from 1. */
  readonly holders: readonly number[]
  /** The stages of what the version holds; null for what others hold. */
  readonly wanted: readonly (string | null)[]
}

/** Periods that are listed of a version. */
const MAX_PERIODS = 100

/** Stretches that are looked at, the newest ones: a million holders at most. */
const MAX_STRETCHES = 1_000

/** The lists are read whole: PostgreSQL takes twenty times as long to look up what each moment has in them. */
const LIST = {
  name: 'list-periods',
  text: `
    SELECT s.until_seconds, to_json(s.seconds) AS seconds, to_json(s.holder_ends) AS holder_ends,
      to_json(s.holders) AS holders,
      (SELECT json_agg(CASE WHEN h.version IN ($3, $4) AND h.commit = $4 THEN h.stage END ORDER BY h.place)
        FROM unnest(s.held_stages, s.held_versions, s.held_commits)
          WITH ORDINALITY h(stage, version, commit, place)) AS wanted
    FROM stretches s
    WHERE s.repo = $1 AND s.artifact = $2 AND s.since_seconds <= $5 AND $4 = ANY(s.held_commits)
    ORDER BY s.since_seconds DESC LIMIT ${MAX_STRETCHES}`,
}

/** Seconds that no tag reaches. */
const NOW = Number.MAX_SAFE_INTEGER

/**
 * When the version has held which stages, newest first: the last 100 periods. `until` is null where it holds the stage. Until
 * a version is registered on it, a commit holds a stage under its id (D1). Of very many moments the newest are looked at: a
 * period that began before them begins with them.
 */
export async function listPeriods(
  db: Database,
  viewer: Viewer,
  { repo, name, version, commit, at = NOW }: PeriodRequest,
): Promise<readonly PeriodView[]> {
  if (!canSee(viewer, repo)) return []
  const values = [...[repo, name, version, commit].map(storableText), at]
  const rows = await queryPrepared<StretchRow>(db, LIST, values)
  return joinMoments(listHeld(rows.toReversed()), at)
    .sort((a, b) => b.since - a.since || (a.stage < b.stage ? -1 : 1))
    .slice(0, MAX_PERIODS)
    .map(({ stage, since, until }) => ({
      stage,
      since: formatSeconds(since),
      until: until === null ? null : formatSeconds(until),
    }))
}

type Held = { readonly stage: string; readonly since: number; readonly until: number | null }

/** What the version holds in each moment, oldest first. */
function* listHeld(rows: readonly StretchRow[]): Iterable<Held> {
  for (const { until_seconds, seconds, holder_ends, holders, wanted } of rows) {
    const last = until_seconds === null ? null : Number(until_seconds)
    for (const [at, since] of seconds.entries()) {
      const until = seconds[at + 1] ?? last
      for (const place of holders.slice(holder_ends[at - 1] ?? 0, holder_ends[at])) {
        const stage = wanted[place - 1] ?? null
        if (stage !== null) yield { stage, since, until }
      }
    }
  }
}

/** Moments of one stage that follow each other without a gap are one period. */
function joinMoments(moments: Iterable<Held>, at: number): Held[] {
  const periods: Held[] = []
  const open = new Map<string, Held>()
  for (const { stage, since, until } of moments) {
    if (since > at) continue
    const before = open.get(stage)
    const joined = before?.until === since ? before.since : since
    if (before !== undefined && joined === since) periods.push(before)
    open.set(stage, { stage, since: joined, until: until !== null && until <= at ? until : null })
  }
  return [...periods, ...open.values()]
}
