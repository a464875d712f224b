/** One thing wrong in the configuration. No field ever holds a secret. */
export type ConfigProblem = {
  /** Name of the file, or `environment`. */
  readonly source: string
  /** From 1; null when no line can be named. */
  readonly line: number | null
  /** Such as `repos[0].poll`; empty for the document itself. */
  readonly key: string
  readonly found: string
  readonly allowed: string
}

/** The configuration cannot be used. The message has one line per problem and is safe to print. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: readonly ConfigProblem[]

  constructor(problems: readonly ConfigProblem[]) {
    super(problems.map(formatConfigProblem).join('\n'))
    this.problems = problems
  }
}

/** `signet.yaml:4: repos[0].poll: found "5 minutes"; allowed: ...` */
function formatConfigProblem(problem: ConfigProblem): string {
  const place = problem.line === null ? problem.source : `${problem.source}:${problem.line}`
  const key = problem.key === '' ? '' : ` ${problem.key}:`
  return `${place}:${key} found ${problem.found}; allowed: ${problem.allowed}`
}
