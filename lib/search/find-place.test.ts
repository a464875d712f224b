import { expect, test } from 'vitest'
import { findPlace } from './find-place'

/** The caret stands at the bar. */
test.each<[string, object]>([
  ['|', { kind: 'word', from: 0, to: 0, typed: '', rest: '' }],
  ['churn |', { kind: 'word', from: 6, to: 6, typed: '', rest: 'churn ' }],
  ['x la|b', { kind: 'word', from: 2, to: 5, typed: 'la', rest: 'x ' }],
  ['-la|', { kind: 'word', from: 1, to: 3, typed: 'la', rest: '-' }],
  ['x label:|', { kind: 'value', qualifier: 'label', from: 8, to: 8, typed: '', rest: 'x ' }],
  ['label:nl|p y', { kind: 'value', qualifier: 'label', from: 6, to: 9, typed: 'nl', rest: ' y' }],
  ['LABEL:a,b|', { kind: 'value', qualifier: 'label', from: 8, to: 9, typed: 'b', rest: '' }],
  ['label:a|,b', { kind: 'value', qualifier: 'label', from: 6, to: 7, typed: 'a', rest: '' }],
  [
    'label:"a, b|"',
    { kind: 'value', qualifier: 'label', from: 6, to: 12, typed: '"a, b', rest: '' },
  ],
  ['ocr:re|', { kind: 'word', from: 0, to: 6, typed: 'ocr:re', rest: '' }],
  ['metric.au|', { kind: 'name', qualifier: 'metric', from: 7, to: 9, typed: 'au', rest: '' }],
  ['param.|lr:1', { kind: 'name', qualifier: 'param', from: 6, to: 8, typed: '', rest: '' }],
  [
    'metric."mAP@0|',
    { kind: 'name', qualifier: 'metric', from: 7, to: 13, typed: 'mAP@0', rest: '' },
  ],
  [
    'metric."mA|P@0.5":>1',
    { kind: 'name', qualifier: 'metric', from: 7, to: 16, typed: 'mA', rest: '' },
  ],
  ['metric."mAP@0.5"@pr|', { kind: 'stage', from: 17, to: 19, typed: 'pr', rest: '' }],
  ['metric.auc@pr|', { kind: 'stage', from: 11, to: 13, typed: 'pr', rest: '' }],
  [
    'metric.auc@prod:>|',
    { kind: 'value', qualifier: 'metric', from: 16, to: 17, typed: '>', rest: '' },
  ],
  ['(a OR st|)', { kind: 'word', from: 6, to: 8, typed: 'st', rest: '(a OR )' }],
])('%j', (marked, expected) => {
  const caret = marked.indexOf('|')
  expect(findPlace(marked.replace('|', ''), caret)).toEqual(expected)
})
