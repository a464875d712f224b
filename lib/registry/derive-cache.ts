import { type Memoize, openMemoize } from './memoize'
import { openStepBudget, type StepBudget } from './step-budget'

/** What derivations of one repository share. */
export type DeriveCache = {
  readonly memoize: Memoize
  /** Of all of them together. */
  readonly budget: StepBudget
}

/** Steps for all files of a repository together, some seconds. */
const STEPS = 50_000_000

export function openDeriveCache(): DeriveCache {
  return { memoize: openMemoize(), budget: openStepBudget(STEPS) }
}
