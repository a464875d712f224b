import { cutText, formatCount, LIMITS } from '@/lib/registry/limits'
import type { WorkflowView } from './workflow'

/** Names that a view lists, and the bytes of each. */
const MOST_NAMES = 20
const NAME_BYTES = 100

/** The view with as many names as a person reads: a file can have jobs and patterns by the thousand. */
export function limitView(view: WorkflowView): WorkflowView {
  const details = Object.entries(view.details).map(([key, value]) => {
    if (typeof value === 'string') return [key, cutText(value, LIMITS.nameBytes)] as const
    return [key, Array.isArray(value) ? limitNames(value) : value] as const
  })
  return {
    ...view,
    file: cutText(view.file, LIMITS.pathBytes),
    name: cutText(view.name, LIMITS.nameBytes),
    details: Object.fromEntries(details),
    jobs: limitNames(view.jobs),
  }
}

function limitNames(names: readonly string[]): readonly string[] {
  const shown = names.slice(0, MOST_NAMES).map((name) => cutText(name, NAME_BYTES))
  return names.length > MOST_NAMES ? [...shown, `… (${formatCount(names.length)})`] : shown
}
