import { type DvcCache, openDvcCache } from '@/lib/dvc/dvc-cache'
import { type DvcView, openDvcView } from '@/lib/dvc/dvc-view'
import { openStepBudget, type StepBudget } from '@/lib/repo-data/step-budget'
import { type Memoize, openMemoize } from './memoize'
import { ORIGIN_STEPS } from './origins'

/** The cache and the budget that the derivations of one repository share. */
export type DeriveCache = {
  readonly memoize: Memoize
  readonly dvc: DvcCache
  /** What DVC's files say at the commit that was derived last. */
  readonly view: DvcView
  /** For all derivations together. */
  readonly budget: StepBudget
  /** For what all versions were made from. */
  readonly originsBudget: StepBudget
}

/** Steps for all files of a repository together, some seconds. */
const STEPS = 50_000_000

export function openDeriveCache(): DeriveCache {
  return {
    memoize: openMemoize(),
    dvc: openDvcCache(),
    view: openDvcView(),
    budget: openStepBudget(STEPS),
    originsBudget: openStepBudget(ORIGIN_STEPS),
  }
}
