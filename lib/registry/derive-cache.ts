import { type DvcCache, type DvcFile, openDvcCache } from '@/lib/dvc/dvc-cache'
import { openStepBudget, type StepBudget } from '@/lib/repo-data/step-budget'
import type { Oid } from '@/lib/snapshot/types'
import { type Memoize, openMemoize } from './memoize'

/** What DVC's files say at a commit, in all of its roots. `key` is the same while they all say the same. */
export type DvcCommit = { readonly files: readonly DvcFile[]; readonly key: string }

/** The cache and the budget that the derivations of one repository share. */
export type DeriveCache = {
  readonly memoize: Memoize
  readonly dvc: DvcCache
  /** What DVC's files say at the commits that were derived last. */
  readonly commits: Map<Oid, DvcCommit>
  /** For all derivations together. */
  readonly budget: StepBudget
}

/** Steps for all files of a repository together, some seconds. */
const STEPS = 50_000_000

export function openDeriveCache(): DeriveCache {
  return {
    memoize: openMemoize(),
    dvc: openDvcCache(),
    commits: new Map(),
    budget: openStepBudget(STEPS),
  }
}
