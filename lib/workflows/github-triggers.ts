import type { RE2JS } from 're2js'
import { LIMITS } from '@/lib/repo-data/limits'
import type { StepBudget } from '@/lib/repo-data/step-budget'
import type { DataValue } from '@/lib/snapshot/types'
import { compileFilterPattern } from './filter-pattern'
import { STEPS } from './steps'
import type { Verdict, WorkflowDetails, WorkflowWhy } from './workflow'
import { asMapping, asTexts, countItems, valueAt } from './yaml-value'

const MAX_PATTERNS = 100
const MAX_LENGTH = 5000

type Trigger = Omit<Verdict, 'jobs'> & { readonly event: 'push' | 'create' }

/** The events of a new tag that trigger the workflow. When none does, the event that explains why. */
export type Triggers = (tag: string) => readonly [Trigger, ...Trigger[]]

/**
 * Compiles the `on` of a workflow of GitHub, which alone decides. Its patterns are compiled once for any number of
 * tags. A workflow with filters of branches ignores tags unless it filters tags as well; filters of paths do not
 * concern tags. `release`, `workflow_dispatch` and the like do not happen by pushing. (GitHub, "Workflow syntax",
 * `on.push`.)
 */
export function compileTriggers(on: DataValue | undefined, budget: StepBudget): Triggers {
  if (!budget.spend((1 + countItems(on)) * STEPS.item)) return () => [refuse('', budget)]
  const events = listEvents(on)
  if (events === null) return () => [trigger('unknown', 'file-unreadable', {})]
  const push = valueAt(events, 'push')
  const evaluatePush = push === undefined ? null : compilePush(push, budget)
  const hasCreate = Object.hasOwn(events, 'create')
  const names = Object.keys(events)
  budget.spend(names.length * STEPS.item)
  return (tag) => {
    const byPush = evaluatePush?.(tag) ?? null
    if (hasCreate) {
      const byCreate = { ...trigger('starts', 'create-event', {}), event: 'create' } as const
      return byPush?.outcome === 'starts' ? [byPush, byCreate] : [byCreate]
    }
    return [byPush ?? trigger('does-not-start', 'other-events', { events: names })]
  }
}

/** `on: push`, `on: [push, create]` and `on: { push: ... }` alike. */
function listEvents(on: DataValue | undefined): { readonly [event: string]: DataValue } | null {
  const names = asTexts(on)
  return names === null ? asMapping(on) : Object.fromEntries(names.map((name) => [name, '']))
}

type Evaluate = (tag: string) => Trigger

function compilePush(push: DataValue, budget: StepBudget): Evaluate {
  const filters = asMapping(push)
  if (filters === null) return () => trigger('starts', 'every-push', {})
  const tags = valueAt(filters, 'tags')
  const ignored = valueAt(filters, 'tags-ignore')
  if (tags !== undefined && ignored !== undefined) {
    return () => trigger('unknown', 'filters-conflict', {})
  }
  if (tags !== undefined) return compileTags(asTexts(tags), budget)
  if (ignored !== undefined) return compileIgnored(asTexts(ignored), budget)
  const branches = ['branches', 'branches-ignore'].some((key) => Object.hasOwn(filters, key))
  return () =>
    branches ? trigger('does-not-start', 'branches-only', {}) : trigger('starts', 'every-push', {})
}

/** A longer list is not evaluated, because each pattern costs time. */
function isUsable(patterns: readonly string[] | null): patterns is readonly string[] {
  if (patterns === null || patterns.length === 0 || patterns.length > MAX_PATTERNS) return false
  return patterns.reduce((sum, { length }) => sum + length, 0) <= MAX_LENGTH
}

/** `matches` is null for what is no pattern, and where the budget was exhausted before it was read. */
type Pattern = { readonly written: string; readonly matches: ((tag: string) => boolean) | null }

function compile(written: string, pattern: string, budget: StepBudget): Pattern {
  const isLeft = budget.spend(pattern.length * STEPS.compile)
  const compiled: RE2JS | null = isLeft ? compileFilterPattern(pattern) : null
  const matches =
    compiled === null
      ? null
      : (tag: string) => budget.spend(pattern.length * tag.length) && compiled.matches(tag)
  return { written, matches }
}

/** The last pattern that matches decides; one that starts with `!` excludes. */
function compileTags(patterns: readonly string[] | null, budget: StepBudget): Evaluate {
  if (!isUsable(patterns)) return () => trigger('unknown', 'filter-invalid', {})
  const compiled = patterns.map((one) => compile(one, one.replace(/^!/, ''), budget))
  return (tag) => {
    let last: string | null = null
    for (const { written, matches } of compiled) {
      if (matches === null) return refuse(written, budget)
      if (matches(tag)) last = written
    }
    if (budget.isExhausted()) return refuse('', budget)
    if (last === null) return trigger('does-not-start', 'no-tag-filter-matches', { patterns })
    return last.startsWith('!')
      ? trigger('does-not-start', 'tag-excluded', { pattern: last })
      : trigger('starts', 'tag-filter-matches', { pattern: last })
  }
}

function compileIgnored(patterns: readonly string[] | null, budget: StepBudget): Evaluate {
  if (!isUsable(patterns)) return () => trigger('unknown', 'filter-invalid', {})
  const compiled = patterns.map((one) =>
    one.startsWith('!') ? { written: one, matches: null } : compile(one, one, budget),
  )
  return (tag) => {
    for (const { written, matches } of compiled) {
      if (matches === null) return refuse(written, budget)
      if (matches(tag)) return trigger('does-not-start', 'tag-ignored', { pattern: written })
    }
    return budget.isExhausted() ? refuse('', budget) : trigger('starts', 'not-ignored', {})
  }
}

function refuse(pattern: string, budget: StepBudget): Trigger {
  return budget.isExhausted()
    ? trigger('unknown', 'too-much-work', { limit: LIMITS.ciSteps })
    : trigger('unknown', 'filter-invalid', { pattern })
}

function trigger(outcome: Trigger['outcome'], why: WorkflowWhy, details: WorkflowDetails): Trigger {
  return { outcome, why, details, event: 'push' }
}
