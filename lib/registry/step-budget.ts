/** Steps that may be taken: a step is an entry that is visited or copied, or a few characters that are read. */
export type StepBudget = {
  /** Takes steps; false from when they are more than there were. */
  readonly spend: (steps: number) => boolean
  readonly isExhausted: () => boolean
}

/** So many steps, which are steps of `whole` as well, where it is given. */
export function openStepBudget(steps: number, whole?: StepBudget): StepBudget {
  let left = steps
  const isExhausted = () => left < 0 || whole?.isExhausted() === true
  return {
    spend: (taken) => {
      left -= taken
      whole?.spend(taken)
      return !isExhausted()
    },
    isExhausted,
  }
}
