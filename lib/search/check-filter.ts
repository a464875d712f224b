import { formatQuery } from './format-query'
import type { Diagnostic, Filter, Test } from './query'
import { isVersionBound, readNumber, readSpan } from './read-value'

/** What `is:` takes. Those that need action concern production, but for a lineage. */
export const STATES = [
  'behind',
  'unsigned',
  'waiting',
  'stale',
  'stale-lineage',
  'unpromoted',
  'deprecated',
  'moved',
] as const

/** What `has:` takes. */
export const PARTS = ['card', 'lineage', 'problems', 'metrics', 'params'] as const

/** What a filter asks that no model can answer: each finds nothing. */
export function checkFilter(
  filter: Filter,
  place: { readonly from: number; readonly to: number },
): readonly Diagnostic[] {
  const { from, to } = place
  if (filter.tests.length === 0) {
    const message = `${filter.qualifier}: needs a value. Without one it asks for nothing.`
    return [{ from, to, message, fix: null }]
  }
  return filter.tests.flatMap((test) => {
    const found = explainTest(filter, test)
    return found === null ? [] : [{ from, to, ...found }]
  })
}

type Finding = Pick<Diagnostic, 'message' | 'fix'>

function explainTest(filter: Filter, test: Test): Finding | null {
  const { qualifier, name } = filter
  if (qualifier === 'is') return explainWord(filter, STATES, test)
  if (qualifier === 'has') return explainWord(filter, PARTS, test)
  const bad = listBounds(test).find((bound) => bound !== '' && !takes(qualifier, test, bound))
  if (bad === undefined) return null
  const message = `${name === null ? qualifier : `${qualifier}.${name}`} takes ${EXAMPLES[qualifier] ?? 'a value'}, not ${bad}.`
  return { message, fix: null }
}

const DATES = 'a date, such as 2026-01-31, >2026-01 or 2026-01-01..2026-02-01'

const EXAMPLES: Readonly<Partial<Record<Filter['qualifier'], string>>> = {
  metric: 'a number, such as >0.9 or 0.8..0.9',
  param: 'a number after <, > and beside ..',
  version: 'a version after <, > and beside .., such as >=v2.0.0',
  updated: DATES,
  registered: DATES,
  promoted: DATES,
}

function takes(qualifier: Filter['qualifier'], test: Test, bound: string): boolean {
  const isBound = test.kind === 'compare' || test.kind === 'between'
  switch (qualifier) {
    case 'metric':
      return readNumber(bound) !== null
    case 'param':
      return !isBound || readNumber(bound) !== null
    case 'version':
      return !isBound || isVersionBound(bound)
    case 'updated':
    case 'registered':
    case 'promoted':
      return readSpan(bound) !== null
    default:
      return true
  }
}

function listBounds(test: Test): readonly string[] {
  if (test.kind === 'compare') return [test.bound]
  return test.kind === 'between' ? [test.from, test.to] : [test.text]
}

function explainWord(filter: Filter, known: readonly string[], test: Test): Finding | null {
  const { qualifier, tests } = filter
  const text = listBounds(test).join('..').toLowerCase()
  if (test.kind === 'start' ? known.some((one) => one.startsWith(text)) : known.includes(text)) {
    return null
  }
  const [near] = listNearest(text, known)
  const message = `${qualifier}: takes ${known.join(', ')}, not ${text}.`
  if (near === undefined) return { message, fix: null }
  // The other values stay.
  const fixed = tests.map((one): Test => (one === test ? { kind: 'text', text: near } : one))
  return { message, fix: formatQuery({ ...filter, tests: fixed }) }
}

/** Those of the words that a typing error of one or two letters away, the nearest first. */
export function listNearest(text: string, words: Iterable<string>): readonly string[] {
  const most = text.length < 4 ? 1 : 2
  const near: { readonly word: string; readonly distance: number }[] = []
  for (const word of words) {
    const distance = editDistance(text, word, most)
    if (distance <= most) near.push({ word, distance })
  }
  return near.sort((a, b) => a.distance - b.distance).map(({ word }) => word)
}

/**
 * Insertions, deletions, replacements and swaps of neighbours; more than `most` where it is certain to be more. Only what is
 * at most `most` from the diagonal is looked at, and nothing after two rows of which all is more.
 */
function editDistance(a: string, b: string, most: number): number {
  const far = most + 1
  if (Math.abs(a.length - b.length) > most || a.length > MAX_COMPARED) return far
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  let wasFar = false
  for (let i = 1; i <= a.length; i += 1) {
    const next = new Array<number>(b.length + 1).fill(far)
    next[0] = i
    let least = i
    for (let j = Math.max(1, i - most); j <= Math.min(b.length, i + most); j += 1) {
      const replaced = (row[j - 1] ?? far) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const swapped =
        a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? most) + 1 : far
      const value = Math.min((row[j] ?? far) + 1, (next[j - 1] ?? far) + 1, replaced, swapped)
      next[j] = value
      least = Math.min(least, value)
    }
    if (least > most && wasFar) return far
    wasFar = least > most
    before = row
    row = next
  }
  return row[b.length] ?? far
}

/** Longer texts are no typing error of a value. */
const MAX_COMPARED = 60
