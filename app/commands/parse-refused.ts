import { REFUSALS } from '@/components/refusal/refusals'
import type { RefusalCode } from '@/lib/views/refusal'
import { firstParam, type SearchParams } from '../search-params'

/** The parameter by which a question without scripts comes back with the code of its refusal. */
export const REFUSED = 'refused'

/** Why what was asked here before was refused; null where it was not. */
export function parseRefused(search: SearchParams): RefusalCode | null {
  const code = firstParam(search, REFUSED)
  return isCode(code) ? code : null
}

function isCode(code: string): code is RefusalCode {
  return Object.hasOwn(REFUSALS, code)
}
