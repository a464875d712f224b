const MAX_LENGTH = 200

/** Why something failed, as a line of the log: others have a say in it, so no more than one line of printable text. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return 'no reason'
  return error.message.replace(/[\s\p{Cc}\p{Cf}\p{Surrogate}]+/gu, ' ').slice(0, MAX_LENGTH)
}
