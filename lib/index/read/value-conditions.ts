import { storableText } from '@/lib/database/storable-json'
import { foldText } from '@/lib/search/fold-text'
import type { Filter, Test } from '@/lib/search/query'
import { readNumber, readSpan } from '@/lib/search/read-value'
import { Prisma } from '@/prisma/generated/client'

export function joinAny(parts: readonly Prisma.Sql[]): Prisma.Sql {
  return parts.length === 0 ? Prisma.sql`false` : Prisma.sql`(${Prisma.join([...parts], ' OR ')})`
}

/** For LIKE, of folded text. */
export function escapeLike(text: string): string {
  return storableText(foldText(text)).replace(/[\\%_]/g, '\\$&')
}

export const COLUMNS = {
  updated: Prisma.sql`s.updated_seconds`,
  registered: Prisma.sql`s.latest_seconds`,
  promoted: Prisma.sql`s.promoted_seconds`,
} as const

export function buildTime(column: Prisma.Sql, tests: readonly Test[]): Prisma.Sql {
  return joinAny(
    tests.flatMap((test) => {
      const range = findTimeRange(test)
      return range === null
        ? []
        : [Prisma.sql`(${column} >= ${range.from}::bigint AND ${column} < ${range.until}::bigint)`]
    }),
  )
}

/** Far before and after all times. */
const EVER = { from: -(2 ** 53), until: 2 ** 53 }

/** The seconds that a test asks for; null for what names no time. A time that is named is a span: a day, a month, a minute. */
function findTimeRange(test: Test): typeof EVER | null {
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

export function buildMeasure({ qualifier, name, stage, tests }: Filter): Prisma.Sql {
  const measure = storableText(`${qualifier}.${name ?? ''}`)
  return Prisma.sql`(s.repo, s.name) IN (SELECT v.repo, v.artifact FROM measures v
    WHERE v.name = ${measure} AND v.stage = ${storableText(stage ?? '')}
    AND ${joinAny(tests.flatMap((test) => buildValue(qualifier, test)))})`
}

/** A number is compared as one; another value of a param is a text. */
function buildValue(qualifier: Filter['qualifier'], test: Test): Prisma.Sql[] {
  if (test.kind === 'compare') {
    const bound = readNumber(test.bound)
    return bound === null
      ? []
      : [Prisma.sql`v.number ${Prisma.raw(test.operator)} ${String(bound)}::float8`]
  }
  if (test.kind === 'between') {
    const from = test.from === '' ? Number.NEGATIVE_INFINITY : readNumber(test.from)
    const to = test.to === '' ? Number.POSITIVE_INFINITY : readNumber(test.to)
    if (from === null || to === null) return []
    return [Prisma.sql`v.number BETWEEN ${String(from)}::float8 AND ${String(to)}::float8`]
  }
  // A star alone: any value.
  if (test.kind === 'start' && test.text === '') return [Prisma.sql`true`]
  const number = test.kind === 'start' ? null : readNumber(test.text)
  if (number !== null) return [Prisma.sql`v.number = ${String(number)}::float8`]
  if (qualifier === 'metric') return []
  return test.kind === 'start'
    ? [Prisma.sql`v.text LIKE ${`${escapeLike(test.text)}%`}`]
    : [Prisma.sql`v.text = ${storableText(foldText(test.text))}`]
}
