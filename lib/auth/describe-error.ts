const MAX_LENGTH = 200

/** The message of an error as one line of printable text for the log. The text may come from other systems. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return 'no reason'
  return error.message.replace(/[\s\p{Cc}\p{Cf}\p{Surrogate}]+/gu, ' ').slice(0, MAX_LENGTH)
}
