import type { StepBudget } from '@/lib/repo-data/step-budget'
import type { DataValue } from '@/lib/snapshot/types'
import { evaluateGitlabIf, type GitlabContext } from './gitlab-expression'
import { isPattern } from './open-matcher'
import { STEPS } from './steps'
import { all, type Certainty, not, some } from './workflow'
import { asMapping, asTexts, countItems, valueAt } from './yaml-value'

export type Pipeline = GitlabContext & { readonly tag: string }

/**
 * The state of a job: it runs by itself, it is in the pipeline and waits for a person or for a failure, or it is not in
 * the pipeline.
 */
export type Part = 'runs' | 'manual' | 'on-failure' | 'absent' | 'unknown'

const MAX_NESTING = 10
/** A value that refers to other variables is unknown. */
const UNKNOWN = '$'

/** The first matching rule decides. A job without a matching rule is left out. */
export function evaluateRules(rules: DataValue, fallback: string, pipeline: Pipeline): Part {
  const list = flatten(rules, 0, pipeline.budget)
  if (list === null) return 'unknown'
  let possible: Part | null = null
  for (const rule of list) {
    const mapping = asMapping(rule)
    if (mapping === null) return 'unknown'
    const holds = ruleHolds(mapping, pipeline)
    if (holds === 'no') continue
    const part = partOf(valueAt(mapping, 'when') ?? fallback)
    if (possible !== null && possible !== part) return 'unknown'
    if (holds === 'yes') return part
    possible = part
  }
  return possible === null || possible === 'absent' ? 'absent' : 'unknown'
}

/**
 * The variables that the matching rule of `workflow:rules` sets for all jobs. Variables of a rule that may match are
 * unknown when the file alone does not decide it. The list ends where the budget is exhausted.
 */
export function listRuleVariables(rules: DataValue, pipeline: Pipeline): readonly DataValue[] {
  const possible: DataValue[] = []
  for (const rule of flatten(rules, 0, pipeline.budget) ?? []) {
    const mapping = asMapping(rule)
    const holds = mapping === null ? 'no' : ruleHolds(mapping, pipeline)
    const variables = asMapping(valueAt(mapping, 'variables'))
    if (holds === 'yes') return [...possible, variables ?? {}]
    const names = holds === 'no' ? [] : Object.keys(variables ?? {})
    if (!pipeline.budget.spend(names.length * STEPS.copy)) return possible
    possible.push(Object.fromEntries(names.map((name) => [name, UNKNOWN])))
  }
  return possible
}

export function partOf(when: DataValue): Part {
  if (when === 'never') return 'absent'
  if (when === 'manual') return 'manual'
  if (when === 'on_failure') return 'on-failure'
  return when === 'on_success' || when === 'always' || when === 'delayed' || when === ''
    ? 'runs'
    : 'unknown'
}

/** Null also when the budget is exhausted: a list of lists without a rule costs as much as one of rules. */
function flatten(rules: DataValue, level: number, budget: StepBudget): readonly DataValue[] | null {
  if (!Array.isArray(rules) || level > MAX_NESTING) return null
  if (!budget.spend(rules.length * STEPS.item)) return null
  const parts = rules.map((rule: DataValue) =>
    Array.isArray(rule) ? flatten(rule, level + 1, budget) : [rule],
  )
  return parts.some((part) => part === null) ? null : parts.flatMap((part) => part ?? [])
}

/** A tag has no base to compare with, so `changes` is true. `exists` depends on files that were not read. */
function ruleHolds(rule: { readonly [key: string]: DataValue }, pipeline: Pipeline): Certainty {
  const condition = valueAt(rule, 'if')
  const changes = valueAt(rule, 'changes')
  return all([
    condition === undefined ? 'yes' : ifHolds(condition, pipeline),
    valueAt(asMapping(changes), 'compare_to') === undefined ? 'yes' : 'unknown',
    valueAt(rule, 'exists') === undefined ? 'yes' : 'unknown',
  ])
}

function ifHolds(condition: DataValue, pipeline: Pipeline): Certainty {
  if (typeof condition !== 'string') return 'unknown'
  if (!pipeline.budget.spend(STEPS.item + condition.length * STEPS.condition)) return 'unknown'
  return evaluateGitlabIf(condition, pipeline)
}

/**
 * `only` and `except`: all parts of `only` must hold and none of `except`. Without refs, `only` means branches
 * and tags.
 */
export function evaluateOnlyExcept(
  policies: { readonly only: DataValue | undefined; readonly except: DataValue | undefined },
  pipeline: Pipeline,
): Certainty {
  const only = policies.only === undefined ? [] : partsOf(policies.only, pipeline)
  const except = policies.except === undefined ? [] : partsOf(policies.except, pipeline)
  if (only === null || except === null) return 'unknown'
  return all([...only, ...except.map(not)])
}

/** GitLab refuses a text here: it has to be a list or a mapping. */
function partsOf(policy: DataValue, pipeline: Pipeline): readonly Certainty[] | null {
  if (Array.isArray(policy)) return [refsHold(policy, pipeline)]
  const mapping = asMapping(policy)
  if (mapping === null || pipeline.budget.isExhausted()) return null
  const entries = Object.entries(mapping)
  if (!pipeline.budget.spend(entries.length * STEPS.item)) return null
  return entries.map(([key, value]) => {
    if (key === 'refs') return refsHold(value, pipeline)
    if (key === 'changes') return 'yes'
    if (key !== 'variables') return 'unknown'
    if (!pipeline.budget.spend(countItems(value) * STEPS.item)) return 'unknown'
    return some((asTexts(value) ?? []).map((text) => ifHolds(text, pipeline)))
  })
}

function refsHold(refs: DataValue, pipeline: Pipeline): Certainty {
  if (!pipeline.budget.spend(countItems(refs) * STEPS.item)) return 'unknown'
  const texts = asTexts(refs)
  return texts === null ? 'unknown' : some(texts.map((text) => refHolds(text, pipeline)))
}

/** The part after the first `@` is the path of the project, which the file does not contain. */
function refHolds(ref: string, { tag, matcher, budget }: Pipeline): Certainty {
  if (!budget.spend(ref.length + STEPS.item)) return 'unknown'
  const at = ref.indexOf('@')
  const name = at < 0 ? ref : ref.slice(0, at)
  const found = isPattern(name)
    ? matcher(name, tag)
    : ['tags', 'push', 'pushes', tag].includes(name)
  if (found === false) return 'no'
  return at < 0 && found ? 'yes' : 'unknown'
}
