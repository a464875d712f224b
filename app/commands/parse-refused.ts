import { REFUSALS } from '@/components/refusal/refusals'
import type { RefusalCode } from '@/lib/views/refusal'
import { firstParam, type SearchParams } from '../search-params'

/** The query parameter with the code of a refusal, for pages without scripts. */
export const REFUSED = 'refused'

/** The code of the previous refusal; null without one. */
export function parseRefused(search: SearchParams): RefusalCode | null {
  const code = firstParam(search, REFUSED)
  return isCode(code) ? code : null
}

function isCode(code: string): code is RefusalCode {
  return Object.hasOwn(REFUSALS, code)
}
