// A reporter of Vitest that prints each failed test when it fails: the default one prints them after the last test.

export default class TellFailures {
  onTestCaseResult(test) {
    const { state, errors } = test.result()
    if (state !== 'failed') return
    const texts = errors.map(({ message, diff, stack }) => [message, diff, stack].join('\n'))
    console.error(`\nFAILED ${test.module.moduleId} > ${test.fullName}\n${texts.join('\n')}`)
  }
}
