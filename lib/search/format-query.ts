import type { Filter, Qualifier, Query, Test } from './query'
import { buildTest, isUnbroken } from './toggle-value'

/** The text that reads as the query. */
export function formatQuery(query: Query): string {
  switch (query.kind) {
    case 'all':
      return query.parts.map((part) => formatPart(part, ['any'])).join(' ')
    case 'any':
      return query.parts.map((part) => formatPart(part, [])).join(' OR ')
    case 'not':
      return `-${formatPart(query.part, ['all', 'any'])}`
    case 'word':
      return `${formatWord(query.text)}${query.form === 'start' ? '*' : ''}`
    case 'filter':
      return formatFilter(query)
  }
}

/** In parentheses where the query is of one of the kinds. */
function formatPart(query: Query, kinds: readonly Query['kind'][]): string {
  const text = formatQuery(query)
  return kinds.includes(query.kind) ? `(${text})` : text
}

function formatFilter({ qualifier, name, stage, tests }: Filter): string {
  const of =
    name === null ? '' : `.${formatName(name)}${stage === null ? '' : `@${formatName(stage)}`}`
  return `${qualifier}${of}:${tests.map(formatTest).join(',')}`
}

function formatTest(test: Test): string {
  switch (test.kind) {
    case 'exact':
      return quote(test.text)
    case 'compare':
      return `${test.operator}${formatValue(test.bound)}`
    case 'between':
      return `${formatValue(test.from)}..${formatValue(test.to)}`
    case 'start':
      return `${formatValue(test.text)}*`
    case 'text':
      return test.text
  }
}

/** Texts that mean themselves without quotes. */
const PLAIN_WORD = /^[^\s"()\-*:][^\s"()*:]*$/
const PLAIN_VALUE = /^[^\s"()*,<>=./](?:[^\s"()*,]*[^\s"()*,.])?$/
const PLAIN_NAME = /^[^\s"()*:@,]+$/

function formatWord(text: string): string {
  return PLAIN_WORD.test(text) && text !== 'OR' ? text : quote(text)
}

function formatValue(text: string): string {
  return text === '' || (PLAIN_VALUE.test(text) && !text.includes('..')) ? text : quote(text)
}

/** A value of a filter that only this value passes. */
export function formatValueOf(qualifier: Qualifier, value: string): string {
  return formatTest(buildTest({ qualifier, value }))
}

/** A value as a user types it, quoted where spaces or signs would end it. */
export function formatTyped(typed: string): string {
  return isUnbroken(typed) ? typed : quote(typed)
}

/** The name of a metric or a param, or of a stage after one. */
export function formatName(name: string): string {
  return PLAIN_NAME.test(name) ? name : quote(name)
}

function quote(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`
}
