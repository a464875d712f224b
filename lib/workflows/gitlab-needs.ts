import type { StepBudget } from '@/lib/repo-data/step-budget'
import type { Job } from './gitlab-jobs'
import type { Part } from './gitlab-rules'
import { STEPS } from './steps'
import { asMapping, asTexts, countItems, valueAt } from './yaml-value'

/** `job` is null for one that extends what the file does not have. */
export type JobPart = { readonly name: string; readonly job: Job | null; readonly part: Part }

export type NeedsVerdict =
  | { readonly kind: 'met' | 'unknown' }
  | { readonly kind: 'missing'; readonly job: string; readonly needed: string }

/**
 * Whether the pipeline has all jobs that its jobs need. Otherwise GitLab creates no pipeline, unless the need is
 * optional. (GitLab, "CI/CD YAML syntax reference", `needs`.) Jobs of other pipelines do not count.
 * Unknown also when the budget is exhausted: many jobs can extend one with many needs.
 */
export function judgeNeeds(jobs: readonly JobPart[], budget: StepBudget): NeedsVerdict {
  const parts = new Map(jobs.map(({ name, part }) => [name, part]))
  let isKnown = true
  for (const { name, job, part } of jobs) {
    if (job === null || part === 'absent') continue
    const items = 1 + countItems(valueAt(job, 'needs')) + countItems(valueAt(job, 'rules'))
    if (!budget.spend(items * STEPS.item)) return { kind: 'unknown' }
    const canDiffer = hasNeedsInRules(job)
    for (const needed of listNeeds(job)) {
      const found = parts.get(needed) ?? 'unknown'
      if (found !== 'absent' && (found !== 'unknown' || part === 'unknown')) continue
      if (found === 'absent' && part !== 'unknown' && !canDiffer) {
        return { kind: 'missing', job: name, needed }
      }
      isKnown = false
    }
  }
  return { kind: isKnown ? 'met' : 'unknown' }
}

function listNeeds(job: Job): readonly string[] {
  const needs = valueAt(job, 'needs')
  if (!Array.isArray(needs)) return asTexts(needs) ?? []
  return needs.flatMap((need) => {
    if (typeof need === 'string') return [need]
    const mapping = asMapping(need)
    const name = valueAt(mapping, 'job')
    const isElsewhere = ['pipeline', 'project'].some((key) => valueAt(mapping, key) !== undefined)
    const isOptional = valueAt(mapping, 'optional') === 'true'
    return typeof name === 'string' && !isElsewhere && !isOptional ? [name] : []
  })
}

/** The rule that holds may name other needs instead. */
function hasNeedsInRules(job: Job): boolean {
  const rules = valueAt(job, 'rules')
  return (
    Array.isArray(rules) && rules.some((rule) => valueAt(asMapping(rule), 'needs') !== undefined)
  )
}
