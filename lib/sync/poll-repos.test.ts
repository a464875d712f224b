import { expect, test } from 'vitest'
import { isDue } from './poll-repos'

const at = (seconds: number) => new Date(1_700_000_000_000 + seconds * 1000)
const future = (seconds: number) => at(seconds).toISOString()

test.each([
  ['never looked at', { retryAt: null, finishedAt: null, failures: 0 }, 300, true],
  [
    'looked at just now',
    { failures: 0, retryAt: null, finishedAt: at(-1).toISOString() },
    10,
    false,
  ],
  [
    'looked at an interval ago',
    { failures: 0, retryAt: null, finishedAt: at(-300).toISOString() },
    300,
    true,
  ],
  [
    'half a tick too early',
    { failures: 0, retryAt: null, finishedAt: at(-270).toISOString() },
    300,
    true,
  ],
  [
    'a tick too early',
    { failures: 0, retryAt: null, finishedAt: at(-240).toISOString() },
    300,
    false,
  ],
  [
    'failed, waiting',
    { failures: 1, retryAt: at(1).toISOString(), finishedAt: at(-86_400).toISOString() },
    300,
    false,
  ],
  [
    'failed, polled daily, next attempt due',
    { failures: 2, retryAt: at(0).toISOString(), finishedAt: at(-120).toISOString() },
    86_400,
    true,
  ],
  // The clock was ahead when the time was written, and has been set back since.
  ['looked at in an hour', { failures: 0, retryAt: null, finishedAt: future(3600) }, 300, true],
  ['looked at tomorrow', { failures: 0, retryAt: null, finishedAt: future(86_400) }, 86_400, true],
  [
    'looked at by a replica ahead',
    { failures: 0, retryAt: null, finishedAt: future(5) },
    300,
    false,
  ],
  [
    'failed once, waits a minute',
    { failures: 1, retryAt: future(60), finishedAt: null },
    300,
    false,
  ],
  [
    'failed once, waits a day',
    { failures: 1, retryAt: future(86_400), finishedAt: null },
    300,
    true,
  ],
  [
    'failed once, waits an hour',
    { failures: 1, retryAt: future(3600), finishedAt: null },
    300,
    true,
  ],
  [
    'failed often, waits an hour',
    { failures: 9, retryAt: future(3600), finishedAt: null },
    300,
    false,
  ],
  ['failed often, waits two', { failures: 9, retryAt: future(7200), finishedAt: null }, 300, true],
] as const)('%s', (_, state, pollSeconds, due) => {
  const status = state.retryAt === null ? 'ok' : 'failed'
  expect(isDue({ ...state, status }, pollSeconds, at(0))).toBe(due)
})

test('a queued repository is queued again at any time', () => {
  const state = { failures: 0, retryAt: null, finishedAt: at(-1).toISOString() }
  expect(isDue({ ...state, status: 'queued' }, 86_400, at(0))).toBe(true)
  expect(isDue({ ...state, status: 'syncing' }, 86_400, at(0))).toBe(false)
})

test('a repository that is synced now is not queued for another sync', () => {
  const syncing = { failures: 3, retryAt: null, status: 'syncing' } as const
  expect(isDue({ ...syncing, finishedAt: null }, 10, at(0))).toBe(false)
  expect(isDue({ ...syncing, finishedAt: at(-86_400).toISOString() }, 10, at(0))).toBe(false)
})
