/**
 * What failed in Vitest's JSON report, and why: `[{ name, messages }]`. A file that could not be loaded is one failure.
 */
export function listVitestFailures({ testResults }) {
  return testResults.flatMap((file) => {
    const failed = file.assertionResults.filter(({ status }) => status === 'failed')
    if (file.status === 'failed' && failed.length === 0) {
      return [{ name: file.name, messages: [file.message] }]
    }
    return failed.map(({ fullName, failureMessages }) => ({
      name: `${file.name} › ${fullName}`,
      messages: failureMessages,
    }))
  })
}

/** The same of Playwright's JSON report: of each failed test every try. */
export function listPlaywrightFailures({ suites, errors }) {
  return [
    ...errors.map(({ message }) => ({ name: 'end-to-end tests', messages: [message] })),
    ...suites.flatMap(listFailedSpecs),
  ]
}

function listFailedSpecs({ specs = [], suites = [] }) {
  const failed = specs.flatMap((spec) =>
    spec.tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ results }) => ({
        name: `${spec.file}:${spec.line} › ${spec.title}`,
        messages: results.flatMap(({ errors }) => errors.map(({ message }) => message)),
      })),
  )
  return [...failed, ...suites.flatMap(listFailedSpecs)]
}

const LINES = 40

/** One failure as text, long messages cut: it stands at the end, where a log that keeps its last part has it. */
export function formatFailure({ name, messages }) {
  const lines = messages.join('\n').split('\n')
  const rest = lines.length > LINES ? [`... and ${lines.length - LINES} lines more`] : []
  return ['', `FAILED ${name}`, ...[...lines.slice(0, LINES), ...rest].map((l) => `  ${l}`)].join(
    '\n',
  )
}
