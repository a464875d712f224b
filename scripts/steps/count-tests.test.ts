import { expect, test } from 'vitest'
import {
  countCheck,
  countPlaywright,
  countVitest,
  sumCounts,
  withExitCode,
} from './count-tests.mjs'

test('a test file that cannot be loaded is a failure', () => {
  const report = {
    numPassedTests: 3,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults: [
      { status: 'passed', assertionResults: [{ status: 'passed' }] },
      { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] },
      { status: 'failed', assertionResults: [] },
    ],
  }
  expect(countVitest(report)).toEqual({ passed: 3, failed: 2, skipped: 2 })
})

test('a browser test that passes only when repeated is a failure', () => {
  const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 }
  expect(countPlaywright({ stats, errors: ['no tests found'] })).toEqual({
    passed: 5,
    failed: 3,
    skipped: 2,
  })
})

test('a runner that ends with an error has failed, whatever it counted', () => {
  const counts = { passed: 2, failed: 0, skipped: 0 }
  expect(withExitCode(counts, 1)).toEqual({ passed: 2, failed: 1, skipped: 0 })
  expect(withExitCode({ ...counts, failed: 4 }, 1).failed).toBe(4)
  expect(withExitCode(counts, 0)).toEqual(counts)
})

test('sums', () => {
  expect(sumCounts([countCheck(0), countCheck(1), { passed: 2, failed: 0, skipped: 1 }])).toEqual({
    passed: 3,
    failed: 1,
    skipped: 1,
  })
})
