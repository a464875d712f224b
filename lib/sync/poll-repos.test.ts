import { expect, test } from 'vitest'
import { isDue } from './poll-repos'

const at = (seconds: number) => new Date(1_700_000_000_000 + seconds * 1000)

test.each([
  ['never looked at', { retryAt: null, finishedAt: null }, 300, true],
  ['looked at just now', { retryAt: null, finishedAt: at(-1).toISOString() }, 10, false],
  ['looked at an interval ago', { retryAt: null, finishedAt: at(-300).toISOString() }, 300, true],
  ['half a tick too early', { retryAt: null, finishedAt: at(-270).toISOString() }, 300, true],
  ['a tick too early', { retryAt: null, finishedAt: at(-240).toISOString() }, 300, false],
  [
    'failed, waiting',
    { retryAt: at(1).toISOString(), finishedAt: at(-86_400).toISOString() },
    300,
    false,
  ],
  [
    'failed, polled daily, next attempt due',
    { retryAt: at(0).toISOString(), finishedAt: at(-120).toISOString() },
    86_400,
    true,
  ],
] as const)('%s', (_, state, pollSeconds, due) => {
  expect(isDue(state, pollSeconds, at(0))).toBe(due)
})
