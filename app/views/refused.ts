import { hrefWith } from '@/components/ui/href-with'
import type { Actor } from '@/lib/auth/actor'
import { MAX_VIEWS } from '@/lib/journal/saved-views'
import type { Refusal, RefusalCode } from '@/lib/views/refusal'
import { firstParam, type SearchParams } from '../search-params'

/** What a page says of a form that was refused; the address has the code. */
const DETAILS = {
  'bad-request': { message: 'A name is one line of 1 to 100 visible characters.' },
  'view-name-taken': {},
  'views-too-many': { max: MAX_VIEWS },
  'view-unknown': {},
  'role-missing': { needed: 'admin' },
} as const satisfies Partial<Record<RefusalCode, Refusal['details']>>

type RefusedCode = keyof typeof DETAILS

/** The refusal of the actor's form that an address names; null for another one. */
export function readRefused(params: SearchParams, actor: Actor | null): Refusal | null {
  const code = firstParam(params, 'refused', 40)
  if (!isRefused(code)) return null
  const name = firstParam(params, 'name', 100) || null
  return { code, details: { name, role: actor?.role ?? null, ...DETAILS[code] } }
}

/** The page that says why a form was refused, with what it held. */
export function refusedHref(
  path: string,
  code: RefusalCode,
  held: Readonly<Record<string, string | number | null>>,
): string {
  return hrefWith(path, { ...held, refused: code })
}

function isRefused(code: string): code is RefusedCode {
  return Object.hasOwn(DETAILS, code)
}
