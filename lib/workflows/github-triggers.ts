import type { DataValue } from '@/lib/snapshot/types'
import { compileFilterPattern } from './filter-pattern'
import type { Verdict, WorkflowDetails, WorkflowWhy } from './workflow'
import { asMapping, asTexts, valueAt } from './yaml-value'

const MAX_PATTERNS = 100
const MAX_LENGTH = 5000

type Trigger = Omit<Verdict, 'jobs'> & { readonly event: 'push' | 'create' }

/**
 * Which events of a new tag trigger a workflow of GitHub, by its `on` alone; where none does, the one that tells why.
 * Filters of branches make a workflow deaf to tags unless it filters tags as well; filters of paths do not concern
 * tags. `release`, `workflow_dispatch` and the like do not happen by pushing. (GitHub, "Workflow syntax", `on.push`.)
 */
export function evaluateTriggers(
  on: DataValue | undefined,
  tag: string,
): readonly [Trigger, ...Trigger[]] {
  const events = listEvents(on)
  if (events === null) return [trigger('unknown', 'file-unreadable', {})]
  const push = valueAt(events, 'push')
  const byPush = push === undefined ? null : evaluatePush(push, tag)
  if (Object.hasOwn(events, 'create')) {
    const byCreate = { ...trigger('starts', 'create-event', {}), event: 'create' } as const
    return byPush?.outcome === 'starts' ? [byPush, byCreate] : [byCreate]
  }
  return [byPush ?? trigger('does-not-start', 'other-events', { events: Object.keys(events) })]
}

/** `on: push`, `on: [push, create]` and `on: { push: ... }` alike. */
function listEvents(on: DataValue | undefined): { readonly [event: string]: DataValue } | null {
  const names = asTexts(on)
  return names === null ? asMapping(on) : Object.fromEntries(names.map((name) => [name, '']))
}

function evaluatePush(push: DataValue, tag: string): Trigger {
  const filters = asMapping(push)
  if (filters === null) return trigger('starts', 'every-push', {})
  const tags = valueAt(filters, 'tags')
  const ignored = valueAt(filters, 'tags-ignore')
  if (tags !== undefined && ignored !== undefined) return trigger('unknown', 'filters-conflict', {})
  if (tags !== undefined) return evaluateTags(asTexts(tags), tag)
  if (ignored !== undefined) return evaluateIgnored(asTexts(ignored), tag)
  const branches = ['branches', 'branches-ignore'].some((key) => Object.hasOwn(filters, key))
  return branches
    ? trigger('does-not-start', 'branches-only', {})
    : trigger('starts', 'every-push', {})
}

/** A list as large as nobody writes is not read: each pattern costs time. */
function isUsable(patterns: readonly string[] | null): patterns is readonly string[] {
  if (patterns === null || patterns.length === 0 || patterns.length > MAX_PATTERNS) return false
  return patterns.join('').length <= MAX_LENGTH
}

/** The last pattern that matches decides; one that starts with `!` excludes. */
function evaluateTags(patterns: readonly string[] | null, tag: string): Trigger {
  if (!isUsable(patterns)) {
    return trigger('unknown', 'filter-invalid', {})
  }
  let last: string | null = null
  for (const pattern of patterns) {
    const compiled = compileFilterPattern(pattern.replace(/^!/, ''))
    if (compiled === null) return trigger('unknown', 'filter-invalid', { pattern })
    if (compiled.matches(tag)) last = pattern
  }
  if (last === null) return trigger('does-not-start', 'no-tag-filter-matches', { patterns })
  return last.startsWith('!')
    ? trigger('does-not-start', 'tag-excluded', { pattern: last })
    : trigger('starts', 'tag-filter-matches', { pattern: last })
}

function evaluateIgnored(patterns: readonly string[] | null, tag: string): Trigger {
  if (!isUsable(patterns)) {
    return trigger('unknown', 'filter-invalid', {})
  }
  for (const pattern of patterns) {
    const compiled = pattern.startsWith('!') ? null : compileFilterPattern(pattern)
    if (compiled === null) return trigger('unknown', 'filter-invalid', { pattern })
    if (compiled.matches(tag)) return trigger('does-not-start', 'tag-ignored', { pattern })
  }
  return trigger('starts', 'not-ignored', {})
}

function trigger(outcome: Trigger['outcome'], why: WorkflowWhy, details: WorkflowDetails): Trigger {
  return { outcome, why, details, event: 'push' }
}
