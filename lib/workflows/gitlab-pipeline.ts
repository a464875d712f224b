import { LIMITS } from '@/lib/repo-data/limits'
import type { StepBudget } from '@/lib/repo-data/step-budget'
import type { DataValue } from '@/lib/snapshot/types'
import { findTrap } from './find-trap'
import { type Job, listGitlabJobs, type NamedJob } from './gitlab-jobs'
import { type JobPart, judgeNeeds } from './gitlab-needs'
import {
  evaluateOnlyExcept,
  evaluateRules,
  listRuleVariables,
  type Part,
  type Pipeline,
  partOf,
} from './gitlab-rules'
import { lookUpVariable } from './gitlab-variables'
import { isPattern, type Matcher, openMatcher } from './open-matcher'
import { STEPS } from './steps'
import type {
  TagPush,
  Verdict,
  WorkflowDetails,
  WorkflowFile,
  WorkflowTrap,
  WorkflowView,
} from './workflow'
import { asMapping, asTexts, countItems, valueAt } from './yaml-value'

/** Of more refs in one push GitLab makes four pipelines by default ("Number of pipelines per Git push"). */
const MAX_PIPELINES = 4

/** The effect of a new tag on `.gitlab-ci.yml`. */
export function evaluateGitlabPipeline(
  { path, value }: WorkflowFile,
  { tag, tagsInPush, budget }: TagPush,
): WorkflowView {
  const file = asMapping(value)
  const view = { provider: 'gitlab', file: path, name: path } as const
  if (file === null) return { ...view, ...verdict('unknown', 'file-unreadable'), trap: null }
  const matcher = openMatcher(budget)
  const jobs = listGitlabJobs(file, budget)
  const found = evaluate(file, { tag, matcher, jobs, budget })
  const trap = hasAtSignInRefs(jobs, budget)
    ? 'at-sign-in-refs'
    : trapOf(tag, (other) => evaluate(file, { tag: other, matcher, jobs, budget }).outcome)
  if (found.outcome === 'starts' && tagsInPush > MAX_PIPELINES) {
    const details = { ...found.details, limit: MAX_PIPELINES }
    return { ...view, ...found, outcome: 'unknown', why: 'pipelines-limited', details, trap }
  }
  return { ...view, ...found, trap }
}

function trapOf(tag: string, outcomeFor: (tag: string) => Verdict['outcome']): WorkflowTrap | null {
  if (outcomeFor(tag) === 'unknown') return null
  return findTrap(tag, (other) => outcomeFor(other) === 'starts')
}

type Push = {
  readonly tag: string
  readonly matcher: Matcher
  readonly jobs: readonly NamedJob[]
  readonly budget: StepBudget
}

function evaluate(file: Job, push: Push): Verdict {
  const found = push.budget.isExhausted() ? null : evaluatePipeline(file, push)
  if (found !== null && !push.budget.isExhausted()) return found
  return { ...verdict('unknown', 'too-much-work'), details: { limit: LIMITS.ciSteps } }
}

function evaluatePipeline(file: Job, push: Push): Verdict {
  const workflow = asMapping(valueAt(file, 'workflow'))
  const rules = valueAt(workflow, 'rules')
  const pipeline = pipelineOf(push, [valueAt(file, 'variables')])
  const created = rules === undefined ? 'runs' : evaluateRules(rules, 'always', pipeline)
  if (created === 'absent') return verdict('does-not-start', 'workflow-rules-exclude')
  const jobs = judgeJobs(file, push, {
    fallback: rules === undefined ? 'branches-and-tags' : 'everything',
    given: rules === undefined ? [] : listRuleVariables(rules, pipeline),
  })
  if (created !== 'runs') return { ...jobs, outcome: 'unknown', why: 'condition-unknown' }
  const isOpen = valueAt(file, 'include') !== undefined
  return isOpen && (rules === undefined || jobs.outcome !== 'starts')
    ? { ...jobs, outcome: 'unknown', why: 'include-unread' }
    : jobs
}

/** The defaults that `workflow:rules` set for every job: `when` and variables. */
type Frame = {
  readonly fallback: 'branches-and-tags' | 'everything'
  readonly given: readonly DataValue[]
}

function judgeJobs(file: Job, push: Push, frame: Frame): Verdict {
  const parts = push.jobs.map(([name, job]) => {
    const part: Part = job === null ? 'unknown' : partOfJob(file, job, { ...push, ...frame })
    return { name, job, part }
  })
  const needs = judgeNeeds(parts, push.budget)
  if (needs.kind === 'missing') {
    const { job, needed } = needs
    return { ...verdict('does-not-start', 'need-missing'), details: { job, needed } }
  }
  const found = countParts(parts)
  return needs.kind === 'unknown' && found.outcome === 'starts'
    ? { ...found, outcome: 'unknown', why: 'condition-unknown' }
    : found
}

function countParts(parts: readonly JobPart[]): Verdict {
  const withPart = (wanted: Part) =>
    parts.filter(({ part }) => part === wanted).map(({ name }) => name)
  const [runs, manualJobs, unknownJobs] = [
    withPart('runs'),
    withPart('manual'),
    withPart('unknown'),
  ]
  const details: WorkflowDetails = {
    ...(manualJobs.length > 0 && { manualJobs }),
    ...(unknownJobs.length > 0 && { unknownJobs }),
  }
  if (runs.length > 0) return { outcome: 'starts', why: 'jobs-match', details, jobs: runs }
  if (unknownJobs.length > 0) return { ...verdict('unknown', 'condition-unknown'), details }
  if (manualJobs.length > 0) return { ...verdict('starts', 'manual-jobs-only'), details }
  return verdict('does-not-start', parts.length === 0 ? 'no-jobs' : 'no-job-matches')
}

/** A job without rules is in pipelines of branches and tags, and so is one with nothing but `except`. */
function partOfJob(file: Job, job: Job, { fallback, given, ...push }: Push & Frame): Part {
  if (!push.budget.spend((1 + given.length) * STEPS.item)) return 'unknown'
  const inherited = [...given, valueAt(file, 'variables')].map((all) =>
    inherit(job, all, push.budget),
  )
  const pipeline = pipelineOf(push, [valueAt(job, 'variables'), ...inherited])
  const when = valueAt(job, 'when') ?? 'on_success'
  const rules = valueAt(job, 'rules')
  if (rules !== undefined) {
    return evaluateRules(rules, typeof when === 'string' ? when : '', pipeline)
  }
  const only =
    valueAt(job, 'only') ?? (fallback === 'everything' ? undefined : ['branches', 'tags'])
  const holds = evaluateOnlyExcept({ only, except: valueAt(job, 'except') }, pipeline)
  if (holds === 'yes') return partOf(when)
  return holds === 'no' ? 'absent' : 'unknown'
}

/** The global variables that the job inherits (`inherit:variables`); undefined when the budget is exhausted. */
function inherit(
  job: Job,
  variables: DataValue | undefined,
  budget: StepBudget,
): DataValue | undefined {
  const wanted = valueAt(asMapping(valueAt(job, 'inherit')), 'variables')
  if (wanted === undefined || wanted === 'true') return variables
  if (!budget.spend((1 + countItems(wanted)) * STEPS.item)) return undefined
  const names = new Set(wanted === 'false' ? [] : (asTexts(wanted) ?? []))
  const entries = Object.entries(asMapping(variables) ?? {})
  if (!budget.spend(entries.length * STEPS.item)) return undefined
  return Object.fromEntries(entries.filter(([name]) => names.has(name)))
}

function pipelineOf(push: Push, written: readonly (DataValue | undefined)[]): Pipeline {
  const { tag, budget } = push
  const lookUp: Pipeline['lookUp'] = (name) => {
    if (!budget.spend(written.length * STEPS.item)) return { kind: 'unknown' }
    const found = lookUpVariable(name, { tag, written })
    // What a condition does with a value takes as long as the value.
    budget.spend(found.kind === 'known' ? (found.value?.length ?? 0) : 0)
    return found
  }
  return { ...push, lookUp }
}

function hasAtSignInRefs(jobs: readonly NamedJob[], budget: StepBudget): boolean {
  return jobs.some(([, job]) =>
    ['only', 'except'].some((key) => {
      const policy = valueAt(job, key)
      const named = asMapping(policy) === null ? policy : valueAt(asMapping(policy), 'refs')
      if (!budget.spend((1 + countItems(named)) * STEPS.item)) return false
      return (asTexts(named) ?? []).some(
        (ref) => budget.spend(ref.length) && ref.includes('@') && isPattern(ref),
      )
    }),
  )
}

function verdict(outcome: Verdict['outcome'], why: Verdict['why']): Verdict {
  return { outcome, why, details: {}, jobs: [] }
}
