/** The costs of operations, in steps. A step compares one character with one of a pattern. */
export const STEPS = {
  /** A character of a pattern that is compiled. */
  compile: 500,
  /** A character of a condition that is evaluated. */
  condition: 4,
  /** A job, a need, a rule or a variable that is visited. */
  item: 20,
  /** An entry of a mapping that is copied. */
  copy: 200,
} as const
