import { describe, expect, test } from 'vitest'
import type { Database } from '@/lib/database/database'
import { acquireLease, releaseLease, renewLease, type SyncLease } from '@/lib/database/lease'
import { listRepos } from '@/lib/index/read/list-repos'
import type { Viewer } from '@/lib/index/read/viewer'
import { listPoisonedBlobs, writePoisonedBlob } from '@/lib/index/write/poisoned-blobs'
import { writeIndex } from '@/lib/index/write/write-index'
import { writeRepos } from '@/lib/index/write/write-repos'
import { formatStateHash } from '@/lib/registry/state-hash'
import { databaseForms, withDatabase } from '@/lib/testing/database'
import { dropIndex } from '@/lib/testing/drop-index'
import { buildIndexWrite } from '@/lib/testing/index-write'
import { buildArtifact, buildTag, fakeOid } from '@/lib/testing/registry-artifact'
import type { RepoView } from '@/lib/views/repo'
import {
  failSync,
  finishSync,
  queueSync,
  readSyncState,
  refuseRefs,
  startSync,
  writeProgress,
} from './sync-state'

const allRepos: Viewer = { repos: 'all' }
const url = 'https://git.example.com/ml.git'

const fresh: RepoView = {
  slug: 'ml',
  url,
  head: null,
  status: 'new',
  syncedAt: null,
  models: 0,
  versions: 0,
  events: 0,
  problems: 0,
  ignoredTags: 0,
  revision: 0,
  stateHash: null,
  error: null,
  retryAt: null,
  progress: null,
}

async function requireLease(db: Database, seconds = 60): Promise<SyncLease> {
  return requireTaken(await acquireLease(db, 'sync:ml', { holder: 'test', seconds }))
}

async function requireStarted(db: Database, seconds = 60): Promise<SyncLease> {
  return requireTaken(await startSync(db, 'ml', { holder: 'test', seconds }))
}

function requireTaken(lease: SyncLease | null): SyncLease {
  if (lease === null) throw new Error('the lease is held')
  return lease
}

async function seed(db: Database): Promise<void> {
  await writeRepos(db, [{ slug: 'ml', url }])
}

describe.each(databaseForms)('the state of a sync, %s', (form) => {
  test('goes from new over syncing to ok', async () => {
    await withDatabase(form, async (db) => {
      await seed(db)
      expect(await listRepos(db, allRepos)).toEqual([fresh])
      await queueSync(db, 'ml')
      expect(await listRepos(db, allRepos)).toEqual([{ ...fresh, status: 'queued' }])
      const lease = await requireStarted(db)
      expect(await listRepos(db, allRepos)).toEqual([{ ...fresh, status: 'syncing' }])
      const progress = { phase: 'clone', done: 5_000_000_000, total: null, percent: 12.5 } as const
      await writeProgress(db, lease, progress)
      expect(await listRepos(db, allRepos)).toEqual([{ ...fresh, status: 'syncing', progress }])
      const artifacts = [buildArtifact('churn', [buildTag('churn@v1.0.0')])]
      const head = { branch: 'main', commit: fakeOid('a') }
      const ignored = [{ tag: 'v1', oid: fakeOid('v'), code: 'not-a-registry-tag' as const }]
      await writeIndex(db, buildIndexWrite({ artifacts, head, ignored, lease }))
      await finishSync(db, lease, new Date('2024-01-02T00:00:00Z'))
      expect(await listRepos(db, allRepos)).toEqual([
        {
          ...fresh,
          status: 'ok',
          head,
          syncedAt: '2024-01-02T00:00:00.000Z',
          models: 1,
          versions: 1,
          events: 1,
          ignoredTags: 1,
          revision: 1,
          stateHash: formatStateHash(artifacts),
        },
      ])
    })
  })

  test('stays queued when a sync ends that began before it was asked for', async () => {
    await withDatabase(form, async (db) => {
      await seed(db)
      const status = async () => (await readSyncState(db, 'ml'))?.status
      const at = new Date('2024-01-01T00:00:00Z')
      const times = { at, retryAt: at }
      const finish = (lease: SyncLease) => finishSync(db, lease, at)
      const fail = (lease: SyncLease) =>
        failSync(db, lease, { code: 'timeout', message: 'The remote is slow.', ...times })
      const refuse = async (lease: SyncLease) => {
        await refuseRefs(db, 'ml', { refs: 'a', why: 'It is large.', ...times })
        await releaseLease(db, lease)
      }
      const ends = [
        [finish, 'ok'],
        [fail, 'failed'],
        [refuse, 'failed'],
      ] as const
      for (const [end, after] of ends) {
        const first = await requireStarted(db)
        await queueSync(db, 'ml')
        expect(await status()).toBe('syncing')
        await end(first)
        expect(await status()).toBe('queued')
        const second = await requireStarted(db)
        await end(second)
        expect(await status()).toBe(after)
      }
    })
  })

  test('keeps the reason of a failure until a sync succeeds', async () => {
    await withDatabase(form, async (db) => {
      await seed(db)
      const lease = await requireLease(db)
      const at = new Date('2024-01-01T00:00:00Z')
      const retryAt = new Date('2024-01-01T00:01:00Z')
      const failure = { code: 'auth-failed', message: 'The remote refuses\0', at, retryAt }
      await failSync(db, lease, failure)
      await failSync(db, lease, failure)
      const error = {
        code: 'auth-failed',
        message: 'The remote refuses\u{fffd}',
        at: at.toISOString(),
      }
      const failed = { status: 'failed', failures: 2, error, retryAt: retryAt.toISOString() }
      expect(await readSyncState(db, 'ml')).toMatchObject(failed)
      const next = await requireStarted(db)
      expect(await readSyncState(db, 'ml')).toMatchObject({
        status: 'syncing',
        error,
        retryAt: null,
      })
      await finishSync(db, next, at)
      expect(await readSyncState(db, 'ml')).toEqual({
        slug: 'ml',
        url,
        status: 'ok',
        failures: 0,
        finishedAt: at.toISOString(),
        error: null,
        retryAt: null,
        progress: null,
      })
      expect(await readSyncState(db, 'other')).toBe(null)
    })
  })

  test('is queued again when its process has died', async () => {
    await withDatabase(form, async (db) => {
      await seed(db)
      const lease = await requireStarted(db, -1)
      await writeProgress(db, lease, { phase: 'read', done: 1, total: 2, percent: 50 })
      expect(await readSyncState(db, 'ml')).toMatchObject({ status: 'queued', progress: null })
    })
  })

  test('is queued again when its process has died while the clock was ahead', async () => {
    await withDatabase(form, async (db) => {
      await seed(db)
      await requireStarted(db)
      expect(await startSync(db, 'ml', { holder: 'other', seconds: 60 })).toBe(null)
      expect(await acquireLease(db, 'sync:ml', { holder: 'other', seconds: 60 })).toBe(null)
      await db.query(`UPDATE leases SET expires_at = clock_timestamp() + interval '1 day'`)
      expect(await readSyncState(db, 'ml')).toMatchObject({ status: 'queued', progress: null })
      await queueSync(db, 'ml')
      expect(await db.query('SELECT status FROM repo_sync')).toMatchObject({
        rows: [{ status: 'queued' }],
      })
      await requireLease(db)
    })
  })

  test('is not written by a process whose lease was acquired by another', async () => {
    await withDatabase(form, async (db) => {
      await seed(db)
      const old = await requireStarted(db, -1)
      const lease = await requireStarted(db)
      expect(lease.token).toBe(old.token + 1n)
      await finishSync(db, old, new Date())
      await writeProgress(db, old, { phase: 'read', done: 1, total: 2, percent: 50 })
      await failSync(db, old, { code: 'x', message: 'x', at: new Date(), retryAt: null })
      await releaseLease(db, old)
      expect(await renewLease(db, old, 60)).toBe(false)
      expect(await renewLease(db, lease, 60)).toBe(true)
      expect(await acquireLease(db, 'sync:ml', { holder: 'third', seconds: 1 })).toBe(null)
      expect(await readSyncState(db, 'ml')).toMatchObject({
        status: 'syncing',
        progress: null,
        failures: 0,
      })
    })
  })

  test('is started by one of many processes, which gets the lease', async () => {
    await withDatabase(form, async (db) => {
      await seed(db)
      const attempts = Array.from({ length: 10 }, (_, index) =>
        acquireLease(db, 'sync:ml', { holder: `${index}`, seconds: 60 }),
      )
      expect((await Promise.all(attempts)).filter((one) => one !== null).length).toBe(1)
      expect((await acquireLease(db, 'promote:ml', { holder: 'x', seconds: 60 }))?.token).toBe(1n)
    })
  })

  test('stays when the index is dropped, but nothing counts as synced', async () => {
    await withDatabase(form, async (db) => {
      await seed(db)
      const lease = await requireLease(db)
      await writeIndex(db, buildIndexWrite({ lease }))
      await finishSync(db, lease, new Date())
      await requireLease(db)
      await dropIndex(db)
      expect(await listRepos(db, allRepos)).toEqual([{ ...fresh, status: 'ok' }])
      expect(await acquireLease(db, 'sync:ml', { holder: 'x', seconds: 60 })).toBe(null)
    })
  })

  test('lists only what the viewer may see', async () => {
    await withDatabase(form, async (db) => {
      await writeRepos(db, [
        { slug: 'b', url },
        { slug: 'a', url },
      ])
      const slugs = async (viewer: Viewer) => (await listRepos(db, viewer)).map((one) => one.slug)
      expect(await slugs(allRepos)).toEqual(['a', 'b'])
      expect(await slugs({ repos: ['b'] })).toEqual(['b'])
    })
  })

  test('poisoned blobs are stored by parser version', async () => {
    await withDatabase(form, async (db) => {
      const blob = { oid: fakeOid('x'), form: 'yaml', code: 'yaml-timeout' } as const
      await writePoisonedBlob(db, 1, blob)
      await writePoisonedBlob(db, 1, { ...blob, code: 'yaml-parser-crashed' })
      expect(await listPoisonedBlobs(db, 1)).toEqual([{ ...blob, code: 'yaml-parser-crashed' }])
      expect(await listPoisonedBlobs(db, 2)).toEqual([])
    })
  })
})
