import { expect, test } from 'vitest'
import type { ComparedFile, ComparedStage } from '@/lib/views/comparison'
import { compareMetrics, compareValues } from './compare-values'
import { describeComparison } from './describe-comparison'

const nothing = { metrics: [], params: [], facts: [], inputs: null }

const file = (kind: ComparedFile['kind'], change: ComparedFile['change']): ComparedFile => ({
  ...{ path: `${kind}.x`, kind, change },
  ...{ from: null, to: null },
})
const stage = (from: string, to: string): ComparedStage => ({
  ...{ id: 'train', change: from === to ? 'same' : 'changed' },
  ...{ from: [from], to: [to], params: [] },
})

test('what is not known is not described', () => {
  expect(describeComparison(nothing)).toEqual([])
})

test('the same data and other params', () => {
  const inputs = { files: [file('data', 'same'), file('code', 'same')], stages: [stage('a', 'a')] }
  const params = compareValues({ lr: 0.1 }, { lr: 0.2 })
  const metrics = compareMetrics({ auc: 0.9, loss: 1, n: 1 }, { auc: 0.8, loss: 0.5, n: 2 }, {})
  expect(describeComparison({ ...nothing, metrics, params, inputs })).toEqual([
    ...['metrics: 1 better, 1 worse', 'params changed', 'same data', 'same code', 'same pipeline'],
  ])
})

test('other data, code, commands and content', () => {
  const inputs = {
    files: [file('import', 'changed'), file('data', 'same'), file('code', 'added')],
    stages: [stage('a', 'b')],
  }
  const facts = [{ name: 'hash', change: 'changed', from: 'a', to: 'b' }] as const
  const metrics = compareMetrics({ n: 1 }, { n: 2 }, {})
  expect(describeComparison({ ...nothing, metrics, facts, inputs })).toEqual([
    ...[
      'metrics changed',
      'data changed',
      'code changed',
      'pipeline changed',
      'model file changed',
    ],
  ])
})

test('an annotation is what the facts say besides the content', () => {
  const build = (change: 'same' | 'changed') =>
    describeComparison({
      ...nothing,
      facts: [
        { name: 'description', change, from: 'a', to: 'b' },
        { name: 'size', change: 'changed', from: '1', to: '2' },
      ],
    })
  expect(build('same')).toEqual(['same annotation'])
  expect(build('changed')).toEqual(['annotation changed'])
})
