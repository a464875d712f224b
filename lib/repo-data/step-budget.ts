/** A budget of steps. A step is an entry that is visited or copied, or a few characters that are read. */
export type StepBudget = {
  /** Spends steps. Returns false when the budget is exhausted. */
  readonly spend: (steps: number) => boolean
  readonly isExhausted: () => boolean
}

/** Opens a budget. Its steps are also spent from `whole`, if given. */
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
