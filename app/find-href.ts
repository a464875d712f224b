import { formatValueOf } from '@/lib/search/format-query'

/** The search for the models that have the value. */
export function findHref(qualifier: 'label' | 'owner', value: string): string {
  return `/?q=${encodeURIComponent(`${qualifier}:${formatValueOf(qualifier, value)}`)}`
}
