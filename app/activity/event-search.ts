import type { EventFilter } from '@/components/event/event-filters'
import type { EventKind } from '@/lib/registry/event'
import { firstParam, type SearchParams } from '../search-params'

const KINDS: readonly EventKind[] = [
  'registration',
  'deregistration',
  'assignment',
  'unassignment',
  'deprecation',
]

export const EVENTS_PER_PAGE = 50

/** A kind of event by its name; null for any other text. */
export function parseEventKind(text: string): EventKind | null {
  return KINDS.find((kind) => kind === text) ?? null
}

/** Parses the address of the activity page: the values of the form and the query to the index. */
export function parseEventSearch(params: SearchParams) {
  const kind = parseEventKind(firstParam(params, 'kind'))
  const filter: EventFilter = {
    repo: firstParam(params, 'repo'),
    kind: kind ?? '',
    stage: firstParam(params, 'stage'),
    artifact: firstParam(params, 'artifact').trim(),
  }
  const before = firstParam(params, 'before', 2000)
  return {
    filter,
    before,
    query: {
      repo: filter.repo || undefined,
      kind: kind ?? undefined,
      stage: filter.stage || undefined,
      artifact: filter.artifact || undefined,
      before: before || undefined,
      limit: EVENTS_PER_PAGE,
    },
  }
}
