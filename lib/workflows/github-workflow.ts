import { LIMITS } from '@/lib/repo-data/limits'
import type { StepBudget } from '@/lib/repo-data/step-budget'
import { findTrap } from './find-trap'
import { type ExpressionContext, evaluateCondition, usesStatusFunction } from './github-expression'
import { compileTriggers } from './github-triggers'
import { STEPS } from './steps'
import {
  all,
  type Certainty,
  some,
  type TagPush,
  type Verdict,
  type WorkflowFile,
  type WorkflowView,
} from './workflow'
import { asMapping, asTexts, countItems, valueAt } from './yaml-value'

/** Of more tags in one push GitHub makes no events at all ("Events that trigger workflows", `push`, `create`). */
const MAX_TAGS = 3
const MAX_NEEDS_DEPTH = 50

type Names = ExpressionContext['names']
type Jobs = { readonly [id: string]: WorkflowFile['value'] }

/** The effect of a new tag on one file of `.github/workflows`. */
export function evaluateGithubWorkflow(
  { path, value }: WorkflowFile,
  { tag, tagsInPush, budget }: TagPush,
): WorkflowView {
  const workflow = asMapping(value)
  const name = valueAt(workflow, 'name')
  const view = {
    provider: 'github',
    file: path,
    name: typeof name === 'string' && name !== '' ? name : path,
  } as const
  if (workflow === null) {
    return { ...view, ...verdict('unknown', 'file-unreadable'), trap: null }
  }
  const on = valueAt(workflow, 'on')
  const evaluate = compileTriggers(on, budget)
  const starts = (other: string) => evaluate(other)[0].outcome === 'starts'
  const triggers = evaluate(tag)
  const [{ event, ...trigger }] = triggers
  const trap =
    trigger.details.patterns !== undefined && isInPatterns(trigger.details.patterns, tag)
      ? 'special-characters'
      : findTrap(tag, starts)
  if (trigger.outcome !== 'starts') return { ...view, ...trigger, jobs: [], trap }
  if (tagsInPush > MAX_TAGS) {
    const tooMany = { ...verdict('does-not-start', 'too-many-tags'), details: { limit: MAX_TAGS } }
    return { ...view, ...tooMany, trap }
  }
  const runs = triggers.map(({ event }) => contextOf(tag, event))
  return { ...view, ...withJobs({ ...trigger, jobs: [] }, workflow, { runs, budget }), trap }
}

function isInPatterns(patterns: unknown, tag: string): boolean {
  return Array.isArray(patterns) && patterns.includes(tag)
}

/** `contexts`: one for each event that starts the workflow. A job runs if it runs for one of these events. */
function withJobs(
  trigger: Verdict,
  workflow: { readonly [key: string]: WorkflowFile['value'] },
  { runs: contexts, budget }: { readonly runs: readonly Names[]; readonly budget: StepBudget },
): Verdict {
  const jobs = asMapping(valueAt(workflow, 'jobs'))
  if (jobs === null) return verdict('unknown', 'no-jobs')
  const ids = budget.isExhausted() ? [] : Object.keys(jobs)
  budget.spend(ids.length * STEPS.item)
  const started = contexts.map((names): Run => ({ jobs, names, budget, known: new Map() }))
  const runs = ids.map((id) => [id, some(started.map((run) => judgeJob(run, id, 0).runs))] as const)
  if (budget.isExhausted()) {
    return { ...verdict('unknown', 'too-much-work'), details: { limit: LIMITS.ciSteps } }
  }
  const certain = runs.filter(([, certainty]) => certainty === 'yes').map(([id]) => id)
  const unknownJobs = runs.filter(([, certainty]) => certainty === 'unknown').map(([id]) => id)
  const details = unknownJobs.length === 0 ? trigger.details : { ...trigger.details, unknownJobs }
  if (certain.length > 0) return { ...trigger, details, jobs: certain }
  if (unknownJobs.length > 0) return { ...verdict('unknown', 'condition-unknown'), details }
  return { ...verdict('does-not-start', 'jobs-skipped'), details }
}

/** `chain`: whether the job and all jobs that it needs, directly or indirectly, run. */
type Judged = { readonly runs: Certainty; readonly chain: Certainty }

type Run = {
  readonly jobs: Jobs
  readonly names: Names
  readonly budget: StepBudget
  readonly known: Map<string, Judged>
}

const UNKNOWN: Judged = { runs: 'unknown', chain: 'unknown' }

/**
 * A job is skipped when its `if` is false, or when a job that it needs, directly or indirectly, is skipped, unless its
 * `if` uses a status function: a skip propagates along the chain ("Workflow syntax", `jobs.<job_id>.needs`).
 */
function judgeJob(run: Run, id: string, depth: number): Judged {
  const known = run.known.get(id)
  if (known !== undefined) return known
  const job = asMapping(valueAt(run.jobs, id))
  if (job === null || depth > MAX_NEEDS_DEPTH) return UNKNOWN
  run.known.set(id, UNKNOWN)
  const written = valueAt(job, 'needs')
  if (!run.budget.spend((1 + countItems(written)) * STEPS.item)) return UNKNOWN
  const needs = asTexts(written) ?? []
  const success = all(needs.map((need) => judgeJob(run, need, depth + 1).chain))
  const condition = valueAt(job, 'if') ?? ''
  const runs =
    typeof condition !== 'string'
      ? 'unknown'
      : condition.trim() === ''
        ? success
        : holds(condition, { names: run.names, success }, run.budget)
  const judged = { runs, chain: all([runs, success]) }
  run.known.set(id, judged)
  return judged
}

function holds(condition: string, context: ExpressionContext, budget: StepBudget): Certainty {
  if (!budget.spend(condition.length * STEPS.condition)) return 'unknown'
  const certainty = evaluateCondition(condition, context)
  return usesStatusFunction(condition) ? certainty : all([certainty, context.success])
}

function contextOf(tag: string, event: 'push' | 'create'): Names {
  return new Map<string, string | boolean>([
    ['github.ref', `refs/tags/${tag}`],
    ['github.ref_name', tag],
    ['github.ref_type', 'tag'],
    ['github.event_name', event],
    ['github.event.ref', event === 'push' ? `refs/tags/${tag}` : tag],
    ...(event === 'push' ? ([['github.event.created', true]] as const) : []),
    ...(event === 'create' ? ([['github.event.ref_type', 'tag']] as const) : []),
    ['github.event.deleted', false],
    ['github.event.forced', false],
    ['github.head_ref', ''],
    ['github.base_ref', ''],
  ])
}

function verdict(outcome: Verdict['outcome'], why: Verdict['why']): Verdict {
  return { outcome, why, details: {}, jobs: [] }
}
