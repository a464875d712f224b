import type { StepBudget } from '@/lib/repo-data/step-budget'
import type { DataValue } from '@/lib/snapshot/types'
import { STEPS } from './steps'
import { asMapping, asTexts, valueAt } from './yaml-value'

export type Job = { readonly [key: string]: DataValue }
type Mapping = Job

/** Top-level keys of .gitlab-ci.yml that are no jobs. */
const KEYWORDS = new Set([
  ...[
    'default',
    'include',
    'stages',
    'types',
    'variables',
    'workflow',
    'spec',
    'image',
    'services',
  ],
  ...['cache', 'before_script', 'after_script'],
])
const MAX_DEPTH = 11

export type NamedJob = readonly [name: string, job: Job | null]

/**
 * The jobs of a file with what they extend filled in; null for one that extends what the file does not have, and from
 * when the budget is exhausted.
 */
export function listGitlabJobs(file: Mapping, budget: StepBudget): readonly NamedJob[] {
  const resolved = new Map<string, Job | null>()
  return Object.entries(file)
    .filter(
      ([name, job]) => !name.startsWith('.') && !KEYWORDS.has(name) && asMapping(job) !== null,
    )
    .map(([name]) => [name, resolve({ file, resolved, budget }, name, 0)] as const)
}

type Resolving = {
  readonly file: Mapping
  readonly resolved: Map<string, Job | null>
  readonly budget: StepBudget
}

/** Later parents win over earlier ones and the job over all; mappings are merged, everything else replaced. */
function resolve(resolving: Resolving, name: string, depth: number): Job | null {
  const known = resolving.resolved.get(name)
  if (known !== undefined) return known
  const own = asMapping(valueAt(resolving.file, name))
  if (own === null || depth > MAX_DEPTH) return null
  resolving.resolved.set(name, null)
  const parents = asTexts(valueAt(own, 'extends')) ?? []
  const bases = parents.map((parent) => resolve(resolving, parent, depth + 1))
  const job = [...bases, own].reduce((merged, next) =>
    merged === null || next === null ? null : merge(merged, next, resolving.budget),
  )
  resolving.resolved.set(name, job)
  return job
}

/** Null when the budget is exhausted. */
function merge(base: Mapping, over: Mapping, budget: StepBudget): Mapping | null {
  if (budget.isExhausted()) return null
  const [below, above] = [Object.entries(base), Object.entries(over)]
  if (!budget.spend((below.length + above.length) * STEPS.copy)) return null
  const merged = new Map(below)
  for (const [key, value] of above) {
    const into = asMapping(merged.get(key))
    const added = asMapping(value)
    const both = into !== null && added !== null ? merge(into, added, budget) : value
    if (both === null) return null
    merged.set(key, both)
  }
  return Object.fromEntries(merged)
}
