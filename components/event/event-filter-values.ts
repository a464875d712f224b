import type { EventKind } from '@/lib/registry/event'
import type { EventSignature } from '@/lib/views/event'
import { EVENT_KINDS } from './event-kind'

/** What a form asks events for, as its fields have it: empty where nothing is asked for. */
export type EventFilterValues = {
  readonly person: string
  readonly kind: EventKind | ''
  readonly stage: string
  readonly repo: string
  readonly model: string
  readonly signature: EventSignature | ''
  readonly reason: string
}

export type EventFilterName = keyof EventFilterValues

/** The names of the fields, in their order. */
export const EVENT_FILTERS = {
  person: 'Person',
  kind: 'Event',
  stage: 'Stage',
  repo: 'Repository',
  model: 'Model',
  signature: 'Signature',
  reason: 'Reason',
} satisfies Record<EventFilterName, string>

export const SIGNATURE_LABELS = {
  verified: 'Verified',
  untrusted: 'Key unknown',
  invalid: 'Invalid',
  unsigned: 'Not signed',
  unsupported: 'Not checked',
  rejected: 'Does not count',
} satisfies Record<EventSignature, string>

/** The names of the filters that are set. */
export function listSetFilters(values: EventFilterValues): readonly EventFilterName[] {
  const names = Object.keys(EVENT_FILTERS) as EventFilterName[]
  return names.filter((name) => values[name] !== '')
}

/** The value of a filter in the words of its field. */
export function formatFilterValue(values: EventFilterValues, name: EventFilterName): string {
  const { kind, signature } = values
  if (name === 'kind' && kind !== '') return EVENT_KINDS[kind].label
  if (name === 'signature' && signature !== '') return SIGNATURE_LABELS[signature]
  return values[name]
}
