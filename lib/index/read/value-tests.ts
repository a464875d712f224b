import { storableText } from '@/lib/database/storable-json'
import { foldText } from '@/lib/search/fold-text'
import type { Filter, Operator, Test } from '@/lib/search/query'
import { readNumber, readSpan, type Span } from '@/lib/search/read-value'

/** Far before and after all times. */
const EVER: Span = { from: -(2 ** 53), until: 2 ** 53 }

/** The seconds that the tests ask for. A time that is named is a span: a day, a month, a minute. */
export function listTimeRanges(tests: readonly Test[]): readonly Span[] {
  return tests.map(findTimeRange).filter((range) => range !== null)
}

/** Null for what names no time. */
function findTimeRange(test: Test): Span | null {
  if (test.kind === 'between') {
    const from = test.from === '' ? EVER : readSpan(test.from)
    const to = test.to === '' ? EVER : readSpan(test.to)
    return from && to && { from: from.from, until: to.until }
  }
  if (test.kind === 'start') return test.text === '' ? EVER : null
  const span = readSpan(test.kind === 'compare' ? test.bound : test.text)
  if (span === null) return null
  if (test.kind !== 'compare') return span
  switch (test.operator) {
    case '>':
      return { ...EVER, from: span.until }
    case '>=':
      return { ...EVER, from: span.from }
    case '<':
      return { ...EVER, until: span.from }
    case '<=':
      return { ...EVER, until: span.until }
  }
}

/** Whether a metric or a param has a value that is asked for: a number, or NaN and its folded text. */
type ValueTest = (number: number, text: string | null | undefined) => boolean

export function openValueTest({ qualifier, tests }: Filter): ValueTest {
  const holds = tests.map((test) => openOne(qualifier, test))
  return (number, text) => holds.some((one) => one(number, text))
}

const NEVER: ValueTest = () => false

/** A number is compared as one; another value of a param is a text. */
function openOne(qualifier: Filter['qualifier'], test: Test): ValueTest {
  if (test.kind === 'compare') {
    const bound = readNumber(test.bound)
    return bound === null ? NEVER : COMPARE[test.operator](bound)
  }
  if (test.kind === 'between') {
    const from = test.from === '' ? Number.NEGATIVE_INFINITY : readNumber(test.from)
    const to = test.to === '' ? Number.POSITIVE_INFINITY : readNumber(test.to)
    return from === null || to === null ? NEVER : (number) => number >= from && number <= to
  }
  // A star alone: any value.
  if (test.kind === 'start' && test.text === '') return () => true
  const wanted = test.kind === 'start' ? null : readNumber(test.text)
  if (wanted !== null) return (number) => number === wanted
  if (qualifier === 'metric') return NEVER
  const folded = storableText(foldText(test.text))
  return test.kind === 'start'
    ? (_number, text) => text?.startsWith(folded) ?? false
    : (_number, text) => text === folded
}

const COMPARE: Readonly<Record<Operator, (bound: number) => ValueTest>> = {
  '>': (bound) => (number) => number > bound,
  '>=': (bound) => (number) => number >= bound,
  '<': (bound) => (number) => number < bound,
  '<=': (bound) => (number) => number <= bound,
}
