import type { Database } from '@/lib/database/database'
import {
  acquireAs,
  acquireLeaseSql,
  type LeaseTerms,
  MAX_LEASE_SECONDS,
  releaseLeaseSql,
  type SyncLease,
} from '@/lib/database/lease'
import type { BigIntText } from '@/lib/database/prepared'
import { storableText } from '@/lib/database/storable-json'
import type { RepoStatus, RepoView, SyncPhase } from '@/lib/views/repo'
import { Prisma } from '@/prisma/generated/client'

export type SyncState = Pick<
  RepoView,
  'slug' | 'url' | 'status' | 'error' | 'retryAt' | 'progress'
> & {
  /** Since the last success. */
  readonly failures: number
  /** When the index was last found or made equal to the remote. */
  readonly finishedAt: string | null
}

export type SyncFailure = {
  readonly code: string
  /** In plain words, redacted. */
  readonly message: string
  readonly at: Date
  readonly retryAt: Date | null
}

/** A row of `repo_sync`, as `syncColumns` reads it. */
export type SyncRow = {
  readonly slug: string
  readonly url: string
  readonly status: string
  readonly phase: string | null
  readonly done: BigIntText
  readonly total: BigIntText | null
  readonly percent: number | null
  readonly error_code: string | null
  readonly error_message: string | null
  readonly error_at: Date | null
  readonly failures: number
  readonly retry_at: Date | null
  readonly finished_at: Date | null
  readonly leased: boolean
}

/** Of a row of `leases`. */
const IS_LIVE = `expires_at > clock_timestamp()
  AND expires_at <= clock_timestamp() + make_interval(secs => ${MAX_LEASE_SECONDS})`

/** Columns of `repo_sync s` and of the lease `l` of its sync, if any. */
export const syncColumns = `s.slug, s.url, s.status, s.phase, s.done, s.total, s.percent, s.error_code,
  s.error_message, s.error_at, s.failures, s.retry_at, s.finished_at,
  COALESCE(${IS_LIVE}, false) AS leased`

/** By slug, of every configured repository. */
export async function listSyncStates(db: Pick<Database, 'prisma'>): Promise<SyncState[]> {
  const rows = await db.prisma.$queryRaw<SyncRow[]>`
    SELECT ${Prisma.raw(syncColumns)}
    FROM repo_sync s LEFT JOIN leases l ON l.name = 'sync:' || s.slug ORDER BY s.slug`
  return rows.map(buildSyncState)
}

/** Null for a repository that is not configured. */
export async function readSyncState(db: Database, slug: string): Promise<SyncState | null> {
  const rows = await db.prisma.$queryRaw<SyncRow[]>`
    SELECT ${Prisma.raw(syncColumns)}
    FROM repo_sync s LEFT JOIN leases l ON l.name = 'sync:' || s.slug WHERE s.slug = ${slug}`
  return rows[0] === undefined ? null : buildSyncState(rows[0])
}

/** A sync whose process has ended shows as queued again. */
export function buildSyncState(row: SyncRow): SyncState {
  const status = row.status as RepoStatus
  const error = row.error_code !== null && row.error_at !== null
  return {
    slug: row.slug,
    url: row.url,
    status: status === 'syncing' && !row.leased ? 'queued' : status,
    failures: row.failures,
    finishedAt: row.finished_at?.toISOString() ?? null,
    error: error
      ? {
          code: row.error_code ?? '',
          message: row.error_message ?? '',
          at: row.error_at?.toISOString() ?? '',
        }
      : null,
    retryAt: row.retry_at?.toISOString() ?? null,
    progress: status === 'syncing' && row.leased ? buildProgress(row) : null,
  }
}

function buildProgress({ phase, done, total, percent }: SyncRow): RepoView['progress'] {
  if (phase === null) return null
  const all = total === null ? null : Number(total)
  return { phase: phase as SyncPhase, done: Number(done), total: all, percent }
}

/** A sync waits in the queue. One that runs stays shown as running: it may have listed the refs too early for the person
 *  who asks now, so the repository is queued again when that one ends. */
export async function queueSync(db: Database, slug: string): Promise<void> {
  await db.prisma.$executeRaw`
    UPDATE repo_sync SET requested = true, status = CASE
      WHEN status = 'syncing' AND EXISTS (
        SELECT FROM leases WHERE name = 'sync:' || slug AND ${Prisma.raw(IS_LIVE)}) THEN status
      ELSE 'queued' END
    WHERE slug = ${slug}`
}

/** The status after a sync, where none was asked for while it ran. */
function statusAfter(end: 'ok' | 'failed'): Prisma.Sql {
  return Prisma.sql`CASE WHEN requested THEN 'queued' ELSE ${end} END`
}

/**
 * Acquires the sync lease of the repository and marks the sync as running. Returns null while another process holds the
 * lease. The reason of the last failure stays until a sync succeeds.
 */
export async function startSync(
  db: Database,
  slug: string,
  terms: LeaseTerms,
): Promise<SyncLease | null> {
  const name = `sync:${slug}` as const
  const [taken] = await acquireAs(
    db,
    { name, terms },
    (own) => db.prisma.$queryRaw<{ token: bigint }[]>`
      WITH taken AS (${acquireLeaseSql(name, own)}), started AS (
        UPDATE repo_sync SET status = 'syncing', requested = false, phase = NULL, done = 0, total = NULL,
          percent = NULL, retry_at = NULL
        FROM taken WHERE slug = ${slug}
      ) SELECT token FROM taken`,
  )
  return taken === undefined ? null : { name, token: taken.token }
}

/** Like the two functions below, has no effect when another process has acquired the lease. */
export async function writeProgress(
  db: Database,
  lease: SyncLease,
  { phase, done, total, percent }: NonNullable<RepoView['progress']>,
): Promise<void> {
  await db.prisma.$executeRaw`
    UPDATE repo_sync SET phase = ${phase}, done = ${done}, total = ${total}, percent = ${percent}
    FROM leases WHERE 'sync:' || slug = name AND name = ${lease.name} AND token = ${lease.token}
      AND expires_at IS NOT NULL`
}

/** Also releases the lease. `at` is the time at which the remote was listed. */
export async function finishSync(db: Database, lease: SyncLease, at: Date): Promise<void> {
  await db.prisma.$executeRaw`
    WITH released AS (${releaseLeaseSql(lease)})
    UPDATE repo_sync SET status = ${statusAfter('ok')}, finished_at = ${at}, failures = 0, phase = NULL,
      error_code = NULL, error_message = NULL, error_at = NULL, retry_at = NULL
    FROM released WHERE 'sync:' || slug = name`
}

/** Also gives up the lease. */
export async function failSync(
  db: Database,
  lease: SyncLease,
  { code, message, at, retryAt }: SyncFailure,
): Promise<void> {
  await db.prisma.$executeRaw`
    WITH released AS (${releaseLeaseSql(lease)})
    UPDATE repo_sync SET status = ${statusAfter('failed')}, failures = failures + 1, phase = NULL,
      error_code = ${code}, error_message = ${storableText(message)}, error_at = ${at},
      retry_at = ${retryAt}
    FROM released WHERE 'sync:' || slug = name`
}

/** A state of refs that exceeded a reading limit, and the sentence that names the limit. */
export type RefusedRefs = { readonly refs: string; readonly why: string }

export async function findRefusedRefs(db: Database, slug: string): Promise<RefusedRefs | null> {
  const rows = await db.prisma.$queryRaw<RefusedRefs[]>`
    SELECT refused_refs AS refs, refused_why AS why FROM repo_sync
    WHERE slug = ${slug} AND refused_refs IS NOT NULL`
  return rows[0] ?? null
}

/**
 * Stores that a state of refs exceeded a reading limit. The process that read it has ended, and its lease is released.
 */
export async function refuseRefs(
  db: Database,
  slug: string,
  { refs, why, at, retryAt }: RefusedRefs & { readonly at: Date; readonly retryAt: Date },
): Promise<void> {
  await db.prisma.$executeRaw`
    UPDATE repo_sync SET status = ${statusAfter('failed')}, failures = failures + 1, phase = NULL,
      error_code = 'reading-limit', error_message = ${why}, error_at = ${at}, retry_at = ${retryAt},
      refused_refs = ${refs}, refused_why = ${why}
    WHERE slug = ${slug}`
}

/** Allows the next sync to read refs again that exceeded a reading limit. */
export async function acceptRefusedRefs(db: Database, slug: string): Promise<void> {
  await db.prisma.$executeRaw`
    UPDATE repo_sync SET refused_refs = NULL, refused_why = NULL WHERE slug = ${slug}`
}
