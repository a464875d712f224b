import { describe, expect, it } from 'vitest'
import type { RepoView } from '@/lib/views/repo'
import { summariseSync } from './sync-summary'

const repo = (changes: Partial<RepoView>): RepoView => ({
  slug: 'churn',
  url: 'https://git.example.com/churn.git',
  head: null,
  status: 'ok',
  syncedAt: '2026-03-01T12:00:00Z',
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
  ...changes,
})
const error = { code: 'timeout', message: 'Too slow.', at: '2026-03-01T12:00:00Z' }

describe('summariseSync', () => {
  it('the summary is empty without repositories', () => {
    expect(summariseSync([])).toEqual({ kind: 'none' })
  })

  it('the summary takes the oldest sync as its age', () => {
    const repos = [repo({}), repo({ slug: 'nlp', syncedAt: '2026-03-01T13:30:00+02:00' })]
    expect(summariseSync(repos)).toEqual({ kind: 'ok', since: '2026-03-01T13:30:00+02:00' })
  })

  it('the summary waits for a repository that was never synced', () => {
    expect(summariseSync([repo({}), repo({ status: 'new', syncedAt: null })])).toEqual({
      kind: 'waiting',
    })
  })

  it('the summary counts a failed repository that is queued again', () => {
    expect(summariseSync([repo({}), repo({ status: 'queued', error })])).toEqual({
      kind: 'failed',
      failed: 1,
      total: 2,
    })
  })

  it('the summary shows running syncs before anything else', () => {
    const progress = { phase: 'clone', done: 1, total: 8, percent: 12.5 } as const
    const syncing = repo({ status: 'syncing', progress })
    expect(summariseSync([repo({ error }), syncing])).toEqual({
      kind: 'syncing',
      text: 'Syncing churn 13%',
    })
    expect(summariseSync([syncing, syncing])).toEqual({
      kind: 'syncing',
      text: 'Syncing 2 repositories',
    })
  })
})
