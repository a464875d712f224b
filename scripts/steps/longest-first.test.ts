import { expect, test } from 'vitest'
import { isTest, listSources } from '@/lib/testing/list-sources'
import { LONGEST, rankFile } from './longest-first.mjs'

test('faults start first, then attacks, kills, and what waits for git and databases', () => {
  const files = [
    'lib/registry/event.test.ts',
    'lib/sync/queue.test.ts',
    'lib/promote/execute/races.test.ts',
    'lib/sync/kill.test.ts',
    'lib/database/engine-kill.test.ts',
    'e2e/hostile/http.test.ts',
    'e2e/faults/outage.test.ts',
  ]
  expect(files.map(rankFile)).toEqual([5, 4, 3, 2, 2, 1, 0])
})

test.each(LONGEST)('%s names tests that there are', (pattern) => {
  const files = ['e2e', 'lib'].flatMap(listSources).filter(isTest)
  expect(files.some((file) => pattern.test(file))).toBe(true)
})
