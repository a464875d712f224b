import { formatValueOf } from '@/lib/search/format-query'

/** The search for the models that have the value. */
export function findHref(qualifier: 'label' | 'owner', value: string): string {
  return `/?q=${encodeURIComponent(`${qualifier}:${formatValueOf(qualifier, value)}`)}`
}

/** The same among the models as they were at an instant, as an address has it; empty: now. */
export function openFindHref(at: string): typeof findHref {
  return (...value) =>
    at === '' ? findHref(...value) : `${findHref(...value)}&at=${encodeURIComponent(at)}`
}
