import { expect, test } from 'vitest'
import { compareFacts } from './compare-facts'

const FACTS = { type: 'model', description: '', labels: ['b', 'a'], path: 'm.pkl', hash: 'aa' }

test('facts are compared as texts; what both lack is left out', () => {
  const from = { ...FACTS, size: 3 }
  const to = { ...FACTS, description: 'New', labels: ['a', 'b'], path: null, hash: 'bb', size: 4 }
  expect(compareFacts(from, to)).toEqual([
    { name: 'type', change: 'same', from: 'model', to: 'model' },
    { name: 'description', change: 'added', from: null, to: 'New' },
    { name: 'labels', change: 'same', from: 'a, b', to: 'a, b' },
    { name: 'path', change: 'removed', from: 'm.pkl', to: null },
    { name: 'size', change: 'changed', from: '3', to: '4' },
    { name: 'hash', change: 'changed', from: 'aa', to: 'bb' },
  ])
})
