import { compare, valid } from 'semver'
import { foldText } from '@/lib/search/fold-text'
import type { Filter, Operator, Test } from '@/lib/search/query'

/** Names of people, of which a part is enough. */
const NAMED: ReadonlySet<string> = new Set(['owner', 'signer'])

/**
 * The values that a test of the qualifier finds. `listValues` gives all that there are; it is not called where the test
 * names the value itself.
 */
export function listMatching(
  qualifier: Filter['qualifier'],
  test: Test,
  listValues: () => readonly string[],
): readonly string[] {
  switch (test.kind) {
    case 'exact':
      return listSpellings(qualifier, test.text)
    case 'text':
      if (!NAMED.has(qualifier)) return listSpellings(qualifier, test.text)
      return listValues().filter((value) => isPartOfName(foldText(value), foldText(test.text)))
    case 'start':
      return listValues().filter((value) => foldText(value).startsWith(foldText(test.text)))
    default:
      return qualifier === 'version' ? listValues().filter((one) => isVersionWithin(one, test)) : []
  }
}

/** The name of a version may be written without its `v`. */
function listSpellings(qualifier: Filter['qualifier'], text: string): readonly string[] {
  return qualifier === 'version' ? [text, `v${text}`] : [text]
}

/** Part of a word, or of an address before its `@`; a text with `@` may be part of the whole address. */
function isPartOfName(name: string, part: string): boolean {
  return part.includes('@')
    ? name.includes(part)
    : name.split(/\s+/).some((word) => word.replace(/(.)@.*$/s, '$1').includes(part))
}

type Comparison = Extract<Test, { readonly kind: 'compare' | 'between' }>

function isVersionWithin(version: string, test: Comparison): boolean {
  if (test.kind === 'compare') return isOrdered(version, test.operator, test.bound)
  const { from, to } = test
  return (
    (from === '' || isOrdered(version, '>=', from)) && (to === '' || isOrdered(version, '<=', to))
  )
}

function isOrdered(version: string, operator: Operator, bound: string): boolean {
  const other = completeVersion(bound)
  if (other === null || valid(version) === null) return false
  const order = compare(version, other)
  switch (operator) {
    case '>':
      return order > 0
    case '>=':
      return order >= 0
    case '<':
      return order < 0
    case '<=':
      return order <= 0
  }
}

/** `v2` is v2.0.0. Null for what is no version. */
function completeVersion(bound: string): string | null {
  const [, numbers = '', rest = ''] = /^v?([\d.]+)(.*)$/s.exec(bound) ?? []
  return valid(`${[...numbers.split('.'), '0', '0'].slice(0, 3).join('.')}${rest}`)
}
