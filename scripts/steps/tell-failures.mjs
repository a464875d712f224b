// A reporter of Vitest that prints each failed test when it fails: the default one prints them after the last test.
import { formatFailure } from './list-failures.mjs'

export default class TellFailures {
  onTestCaseResult(test) {
    const { state, errors } = test.result()
    if (state !== 'failed') return
    const name = `${test.module.moduleId} › ${test.fullName}`
    const messages = errors.flatMap(({ stack, diff = '' }) => [stack, diff])
    console.error(formatFailure({ name, messages }))
  }
}
