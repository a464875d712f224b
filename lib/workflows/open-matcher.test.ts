import { expect, test } from 'vitest'
import { openStepBudget } from '@/lib/repo-data/step-budget'
import { openMatcher } from './open-matcher'

test.each([
  ['/^churn@v\\d+/', 'churn@v1.0.0', true],
  ['/^v\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}$/', 'v1.20.0', true],
  ['/^[0-9a-f]{40}$/', 'a'.repeat(40), true],
  ['/V1/i', 'v1', true],
  ['/V1/', 'v1', false],
  ['/a$/', 'a\n', false],
  ['/(/', 'a', null],
  ['/(?<!a)b/', 'b', null],
  ['churn', 'churn', null],
  ['/a/x', 'a', null],
  ['/((a{30}){30}){30}/', 'a', null],
  ['/x{1000}y{1000}/', 'x', null],
  [`/${'a'.repeat(600)}/`, 'a', null],
  ['/a/', 'a'.repeat(2000), null],
])('%s in %s: %s', (pattern, text, found) => {
  expect(openMatcher(openStepBudget(10_000_000))(pattern, text)).toBe(found)
})

test('the matcher compiles at most as many patterns as a file may have', () => {
  const matcher = openMatcher(openStepBudget(100_000_000))
  for (let i = 0; i < 100; i += 1) expect(matcher(`/a${i}/`, 'a7')).toBe(i === 7)
  expect(matcher('/more/', 'more')).toBe(null)
  expect(matcher('/a7/', 'a7')).toBe(true)
})
