import { expect, test } from 'vitest'
import { compareFacts } from './compare-facts'

const FACTS = {
  type: 'model',
  description: '',
  labels: ['b', 'a'],
  path: 'm.pkl',
  hash: 'aa',
  card: null,
}

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

test('a card is another one where its path or its content is', () => {
  const card = { path: 'README.md', oid: 'c'.repeat(40) }
  const facts = { ...FACTS, size: null, card }
  const compare = (to: typeof card | null) =>
    compareFacts(facts, { ...facts, card: to }).find(({ name }) => name === 'card')
  const from = `README.md git:${card.oid}`
  expect(compare(card)).toEqual({ name: 'card', change: 'same', from, to: from })
  expect(compare({ ...card, oid: 'd'.repeat(40) })).toMatchObject({ change: 'changed' })
  expect(compare({ ...card, path: 'CARD.md' })).toMatchObject({ change: 'changed' })
  expect(compare(null)).toEqual({ name: 'card', change: 'removed', from, to: null })
})
