import { expect, test } from 'vitest'
import { formatMeasure, parseMeasure, splitNames } from './measure-name'
import { formatModelSort, parseModelSort } from './sort'

test.each([
  ['metric.auc', { name: 'metric.auc', stage: null }],
  ['param.lr@production', { name: 'param.lr', stage: 'production' }],
  ['metric."mAP@0.5"', { name: 'metric.mAP@0.5', stage: null }],
  ['metric."mAP@0.5"@production', { name: 'metric.mAP@0.5', stage: 'production' }],
  ['metric."a\\"b"@"x@y"', { name: 'metric.a"b', stage: 'x@y' }],
  ['metric.a@', { name: 'metric.a@', stage: null }],
])('%s names one measure', (text, measure) => {
  expect(parseMeasure(text)).toEqual(measure)
  expect(parseMeasure(formatMeasure(measure))).toEqual(measure)
  const sort = parseModelSort(`-${text}`)
  expect(sort).toEqual({ column: { kind: 'measure', ...measure }, direction: 'down' })
  if (sort !== null) expect(parseModelSort(formatModelSort(sort))).toEqual(sort)
})

test.each(['name', 'metric.', 'metric.""', 'stage:metric.auc'])('%j names none', (text) => {
  expect(parseMeasure(text)).toBeNull()
})

test('a list of names is split at commas, but not in quotes', () => {
  const odd = formatMeasure({ name: 'metric.a,"b', stage: 'x,y' })
  expect(splitNames(['name', odd, 'stage:dev'].join(','))).toEqual(['name', odd, 'stage:dev'])
  expect(parseMeasure(odd)).toEqual({ name: 'metric.a,"b', stage: 'x,y' })
  expect(splitNames('')).toEqual([''])
  expect(splitNames(',a,"b,c')).toEqual(['', 'a', '"b,c'])
})
