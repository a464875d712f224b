/** Ends the program with one sentence that a person can act on. */
export class StartError extends Error {}

/** Prints a StartError as its sentence, anything else with its stack, and sets exit code 1. */
export function reportFailure(error) {
  console.error(error instanceof StartError ? `\n${error.message}\n` : error)
  process.exitCode = 1
}
