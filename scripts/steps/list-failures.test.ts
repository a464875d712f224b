import { expect, test } from 'vitest'
import { formatFailure, listPlaywrightFailures, listVitestFailures } from './list-failures.mjs'

test('failed tests and files that cannot be loaded are named with their messages', () => {
  const passed = { status: 'passed', fullName: 'a holds', failureMessages: [] }
  const failed = { status: 'failed', fullName: 'b holds', failureMessages: ['1 is not 2'] }
  const testResults = [
    { name: 'a.test.ts', status: 'passed', message: '', assertionResults: [passed] },
    { name: 'b.test.ts', status: 'failed', message: '', assertionResults: [passed, failed] },
    { name: 'c.test.ts', status: 'failed', message: 'no such module', assertionResults: [] },
  ]
  expect(listVitestFailures({ testResults })).toEqual([
    { name: 'b.test.ts › b holds', messages: ['1 is not 2'] },
    { name: 'c.test.ts', messages: ['no such module'] },
  ])
})

test('browser tests that failed, or passed only when repeated, are found in every suite', () => {
  const spec = (title: string, status: string, messages: string[]) => ({
    title,
    file: 'a.spec.ts',
    line: 7,
    tests: [{ status, results: messages.map((message) => ({ errors: [{ message }] })) }],
  })
  const suites = [
    {
      specs: [spec('one', 'expected', []), spec('two', 'unexpected', ['late', 'later'])],
      suites: [{ specs: [spec('three', 'flaky', ['once'])] }],
    },
  ]
  expect(listPlaywrightFailures({ suites, errors: [{ message: 'no tests found' }] })).toEqual([
    { name: 'end-to-end tests', messages: ['no tests found'] },
    { name: 'a.spec.ts:7 › two', messages: ['late', 'later'] },
    { name: 'a.spec.ts:7 › three', messages: ['once'] },
  ])
})

test('a failure is one name with its lines, long ones cut', () => {
  expect(formatFailure({ name: 'a', messages: ['x', 'y'] })).toBe('\nFAILED a\n  x\n  y')
  const long = formatFailure({ name: 'a', messages: ['x\n'.repeat(49)] }).split('\n')
  expect(long).toHaveLength(2 + 40 + 1)
  expect(long.at(-1)).toBe('  ... and 10 lines more')
})
