import { expect, test } from 'vitest'
import { refusalSentence } from '@/components/refusal/refusals'
import { readRefused, refusedHref } from './refused'

function say(params: Record<string, string>): string | null {
  const refusal = readRefused(params, null)
  return refusal && refusalSentence(refusal)
}

test('the address of a refused form has what the form held, and why it was refused', () => {
  const held = { q: 'is:behind', sort: null, name: 'Behind', shared: 'yes' }
  expect(refusedHref('/views/new', 'view-name-taken', held)).toBe(
    '/views/new?q=is:behind&name=Behind&shared=yes&refused=view-name-taken',
  )
})

test('a page says why a form was refused', () => {
  expect(say({ refused: 'view-name-taken', name: 'Behind' })).toBe(
    'There is already a view called Behind of the same person. Choose another name, or delete that view first.',
  )
  expect(say({ refused: 'views-too-many' })).toBe(
    'A person may have 100 views. Delete one that is not needed any more.',
  )
  expect(say({ refused: 'bad-request', name: 'x' })).toBe(
    'A name is one line of 1 to 100 visible characters.',
  )
  expect(say({ refused: 'view-unknown' })).toBe(
    'The view does not exist any more, or it is not shared with you.',
  )
})

test('other words in the address say nothing', () => {
  expect(say({})).toBe(null)
  expect(say({ refused: 'policy-denied' })).toBe(null)
  expect(say({ refused: 'toString' })).toBe(null)
})
