import type { StepBudget } from '@/lib/repo-data/step-budget'
import type { DataValue } from '@/lib/snapshot/types'

/**
 * One file that may start something on a tag, read at the tag's commit. Ask for it in the file form `yaml`:
 * every scalar is text then, so a tag filter `1.10` stays what was written (keys are text in both forms, so
 * `on:` never becomes `true`). `value` is null when the file exists and cannot be read.
 */
export type WorkflowFile = { readonly path: string; readonly value: DataValue }

/** A new tag that is pushed. `budget` is for all files and tags together. */
export type TagPush = {
  readonly tag: string
  /** How many tags the push has. */
  readonly tagsInPush: number
  readonly budget: StepBudget
}

export const WORKFLOW_REASONS = [
  // starts
  'every-push',
  'tag-filter-matches',
  'not-ignored',
  'create-event',
  'jobs-match',
  'manual-jobs-only',
  // does not start
  'other-events',
  'branches-only',
  'no-tag-filter-matches',
  'tag-excluded',
  'tag-ignored',
  'jobs-skipped',
  'workflow-rules-exclude',
  'no-job-matches',
  /** A job that is in the pipeline needs one that is not. */
  'need-missing',
  'no-jobs',
  'too-many-tags',
  // unknown
  'file-unreadable',
  'filter-invalid',
  'filters-conflict',
  'condition-unknown',
  'include-unread',
  'pipelines-limited',
  'too-much-work',
  'too-many-files',
] as const
export type WorkflowWhy = (typeof WORKFLOW_REASONS)[number]

export const WORKFLOW_TRAPS = [
  /** It would match the tag without the model's name, as `v*` does for `churn@v1.0.0`. */
  'matches-without-model',
  /** `*` does not match `/`, as in `dir/sub=churn@v1.0.0`. */
  'star-stops-at-slash',
  /** It says `dir:churn`, where tags say `dir=churn`. */
  'colon-for-equals',
  /** It is the tag, but `+`, `?` or `[` in it are not plain text. */
  'special-characters',
  /** In `only` and `except`, what follows `@` is the path of a project. */
  'at-sign-in-refs',
  /** It starts on every tag of the repository. */
  'every-tag',
] as const
export type WorkflowTrap = (typeof WORKFLOW_TRAPS)[number]

export type WorkflowDetails = Readonly<Record<string, string | number | null | readonly string[]>>

/** The effect of the tag on one workflow of GitHub, or on the pipeline of GitLab. */
export type WorkflowView = {
  readonly provider: 'github' | 'gitlab'
  readonly file: string
  readonly name: string
  readonly outcome: 'starts' | 'does-not-start' | 'unknown'
  readonly why: WorkflowWhy
  /**
   * `pattern`, `patterns`, `events`, `limit`, `job`, `needed`; `unknownJobs` and `manualJobs` list jobs that may run or
   * wait.
   */
  readonly details: WorkflowDetails
  /** Jobs that run, if they are known. */
  readonly jobs: readonly string[]
  /** The code of a filter that differs from what it seems to match; null without one. */
  readonly trap: WorkflowTrap | null
}

export type Verdict = Pick<WorkflowView, 'outcome' | 'why' | 'details' | 'jobs'>

/** Whether something holds, where not everything that decides it is known. */
export type Certainty = 'yes' | 'no' | 'unknown'

/** `yes` when all are, `no` when one is. */
export function all(certainties: readonly Certainty[]): Certainty {
  if (certainties.includes('no')) return 'no'
  return certainties.includes('unknown') ? 'unknown' : 'yes'
}

/** `yes` when one is, `no` when all are. */
export function some(certainties: readonly Certainty[]): Certainty {
  if (certainties.includes('yes')) return 'yes'
  return certainties.includes('unknown') ? 'unknown' : 'no'
}

export function not(certainty: Certainty): Certainty {
  if (certainty === 'unknown') return 'unknown'
  return certainty === 'yes' ? 'no' : 'yes'
}
