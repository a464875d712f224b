import { findTrap } from './find-trap'
import { asksForStatus, type ExpressionContext, evaluateCondition } from './github-expression'
import { evaluateTriggers } from './github-triggers'
import {
  all,
  type Certainty,
  some,
  type Verdict,
  type WorkflowFile,
  type WorkflowView,
} from './workflow'
import { asMapping, asTexts, valueAt } from './yaml-value'

/** Of more tags in one push GitHub makes no events at all ("Events that trigger workflows", `push`, `create`). */
const MAX_TAGS = 3
const MAX_NEEDS_DEPTH = 50

type Jobs = { readonly [id: string]: WorkflowFile['value'] }

/** What one file of `.github/workflows` does on a new tag that is pushed together with `tagsInPush` - 1 others. */
export function evaluateGithubWorkflow(
  { path, value }: WorkflowFile,
  tag: string,
  tagsInPush: number,
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
  const starts = (other: string) => evaluateTriggers(on, other)[0].outcome === 'starts'
  const triggers = evaluateTriggers(on, tag)
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
  return { ...view, ...withJobs({ ...trigger, jobs: [] }, workflow, runs), trap }
}

function isInPatterns(patterns: unknown, tag: string): boolean {
  return Array.isArray(patterns) && patterns.includes(tag)
}

/** `contexts`: of each event that starts the workflow; a job runs where one of these runs has it. */
function withJobs(
  trigger: Verdict,
  workflow: { readonly [key: string]: WorkflowFile['value'] },
  contexts: readonly ExpressionContext['names'][],
): Verdict {
  const jobs = asMapping(valueAt(workflow, 'jobs'))
  if (jobs === null) return verdict('unknown', 'no-jobs')
  const started = contexts.map((names): Run => ({ jobs, names, known: new Map() }))
  const runs = Object.keys(jobs).map(
    (id) => [id, some(started.map((run) => judgeJob(run, id, 0).runs))] as const,
  )
  const certain = runs.filter(([, certainty]) => certainty === 'yes').map(([id]) => id)
  const unknownJobs = runs.filter(([, certainty]) => certainty === 'unknown').map(([id]) => id)
  const details = unknownJobs.length === 0 ? trigger.details : { ...trigger.details, unknownJobs }
  if (certain.length > 0) return { ...trigger, details, jobs: certain }
  if (unknownJobs.length > 0) return { ...verdict('unknown', 'condition-unknown'), details }
  return { ...verdict('does-not-start', 'jobs-skipped'), details }
}

/** `chain`: whether all that a job needs runs, whatever these need in turn, and the job itself. */
type Judged = { readonly runs: Certainty; readonly chain: Certainty }

type Run = {
  readonly jobs: Jobs
  readonly names: ExpressionContext['names']
  readonly known: Map<string, Judged>
}

const UNKNOWN: Judged = { runs: 'unknown', chain: 'unknown' }

/**
 * A job is skipped where its `if` is false, or where one is that it needs, near or far, unless its `if` asks for the
 * status: a skip goes on along the chain ("Workflow syntax", `jobs.<job_id>.needs`).
 */
function judgeJob(run: Run, id: string, depth: number): Judged {
  const known = run.known.get(id)
  if (known !== undefined) return known
  const job = asMapping(valueAt(run.jobs, id))
  if (job === null || depth > MAX_NEEDS_DEPTH) return UNKNOWN
  run.known.set(id, UNKNOWN)
  const needs = asTexts(valueAt(job, 'needs')) ?? []
  const success = all(needs.map((need) => judgeJob(run, need, depth + 1).chain))
  const condition = valueAt(job, 'if') ?? ''
  const runs =
    typeof condition !== 'string'
      ? 'unknown'
      : condition.trim() === ''
        ? success
        : holds(condition, { names: run.names, success })
  const judged = { runs, chain: all([runs, success]) }
  run.known.set(id, judged)
  return judged
}

function holds(condition: string, context: ExpressionContext): Certainty {
  const certainty = evaluateCondition(condition, context)
  return asksForStatus(condition) ? certainty : all([certainty, context.success])
}

function contextOf(tag: string, event: 'push' | 'create'): ExpressionContext['names'] {
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
