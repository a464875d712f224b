import type { EventFilterValues } from '@/components/event/event-filter-values'
import type { EventFilter } from '@/lib/index/read/event-filter'
import { parseTextMatch, type TextMatch } from '@/lib/index/read/text-match'
import { EVENT_KINDS } from '@/lib/registry/event'
import { EVENT_SIGNATURES } from '@/lib/views/event'
import { firstParam, type SearchParams } from '../search-params'

export const EVENTS_PER_PAGE = 50

/** As long as the API takes them. */
const MAX_VALUE = 300

type EventSearch = {
  /** As the form shows them; empty where nothing is asked for. */
  readonly values: EventFilterValues
  readonly filter: EventFilter
  readonly before: string | undefined
}

/** Parses the address of a list of events. A kind or a signature that does not exist is no filter. */
export function parseEventSearch(params: SearchParams): EventSearch {
  const read = (name: string) => firstParam(params, name, MAX_VALUE).trim()
  const kind = EVENT_KINDS.find((one) => one === read('kind'))
  const signature = EVENT_SIGNATURES.find((one) => one === read('signature'))
  const [stage, person, repo] = [read('stage'), read('person'), read('repo')]
  const [model, reason] = [read('model'), read('reason')]
  return {
    values: { person, kind: kind ?? '', stage, repo, model, signature: signature ?? '', reason },
    filter: {
      person: parseText(person),
      kind,
      stage: stage || undefined,
      repo: parseText(repo),
      model: parseText(model),
      signature,
      reason: parseText(reason),
    },
    before: firstParam(params, 'before', 2000) || undefined,
  }
}

function parseText(value: string): TextMatch | undefined {
  return value === '' ? undefined : parseTextMatch(value)
}
