import { type Memoize, openMemoize } from './memoize'
import { openStepBudget, type StepBudget } from './step-budget'

/** The cache and the budget that the derivations of one repository share. */
export type DeriveCache = {
  readonly memoize: Memoize
  /** For all derivations together. */
  readonly budget: StepBudget
}

/** Steps for all files of a repository together, some seconds. */
const STEPS = 50_000_000

export function openDeriveCache(): DeriveCache {
  return { memoize: openMemoize(), budget: openStepBudget(STEPS) }
}
