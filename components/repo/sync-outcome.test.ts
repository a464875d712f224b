import { expect, test } from 'vitest'
import type { RepoView } from '@/lib/views/repo'
import { buildAskedSync, findSyncOutcome } from './sync-outcome'

const repo: RepoView = {
  slug: 'churn',
  url: 'https://git.example.com/churn.git',
  head: null,
  status: 'ok',
  syncedAt: '2026-03-01T12:00:00Z',
  models: 1,
  versions: 2,
  events: 5,
  problems: 0,
  ignoredTags: 2,
  revision: 8,
  stateHash: null,
  error: null,
  retryAt: null,
  progress: null,
}
const asked = buildAskedSync(repo, new Date('2026-03-01T12:05:00Z'))
const later = { syncedAt: '2026-03-01T12:05:01Z' }
const error = { code: 'timeout', message: 'The remote did not answer.', at: '2026-03-01T12:05:09Z' }

test('what is known at the request is kept', () => {
  expect(asked).toEqual({ at: '2026-03-01T12:05:00.000Z', tags: 7, revision: 8 })
})

test.each<[string, Partial<RepoView>]>([
  ['an older sync is the last one', {}],
  ['the sync waits', { ...later, status: 'queued' }],
  ['the sync runs', { ...later, status: 'syncing' }],
  [
    'a failure is older than the request',
    { status: 'failed', error: { ...error, at: '2026-03-01T12:04:59Z' } },
  ],
])('there is no outcome while %s', (_, change) => {
  expect(findSyncOutcome(asked, { ...repo, ...change })).toBeNull()
})

test.each<[string, Partial<RepoView>]>([
  ['nothing new', {}],
  ['1 new tag', { events: 6, revision: 9 }],
  ['1 new tag', { ignoredTags: 3, revision: 9 }],
  ['1,200 new tags', { events: 1205, revision: 9 }],
  ['1 tag is gone', { events: 4, revision: 9 }],
  ['7 tags are gone', { events: 0, ignoredTags: 0, revision: 9 }],
  ['changes, but no new tags', { revision: 9 }],
])('a sync that ended says "%s"', (text, change) => {
  const found = findSyncOutcome(asked, { ...repo, ...later, ...change })
  expect(found).toEqual({ kind: 'synced', text })
})

test('a sync that failed says why', () => {
  expect(findSyncOutcome(asked, { ...repo, status: 'failed', error })).toEqual({
    kind: 'failed',
    text: 'The remote did not answer.',
  })
})
