import { expect, test } from 'vitest'
import { PAGES } from './pages'
import { findShortcut, SHORTCUTS } from './shortcuts'

const press = (key: string, held: object = {}) => ({
  ...{ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false },
  ...held,
})

const control = { ctrlKey: true }

test.each([
  [press('k', control), null, { kind: 'palette' }],
  [press('K', { metaKey: true }), null, { kind: 'palette' }],
  [press('?', { shiftKey: true }), null, { kind: 'shortcuts' }],
  [press('/'), null, { kind: 'search' }],
  [press('m'), 'g', { kind: 'page', href: '/' }],
  [press('s'), 'g', { kind: 'page', href: '/stages' }],
  [press('a'), 'g', { kind: 'page', href: '/activity' }],
  [press('r'), 'g', { kind: 'page', href: '/repos' }],
  [press('q'), 'g', { kind: 'page', href: '/requests' }],
  [press('p'), 'g', { kind: 'page', href: '/reference' }],
  [press(','), 'g', { kind: 'page', href: '/settings' }],
  [press('p'), null, { kind: 'promote' }],
  [press('x'), 'g', { kind: 'select-row' }],
  [press('j'), null, { kind: 'next-row' }],
  [press('k'), null, { kind: 'previous-row' }],
  [press('ArrowDown'), null, { kind: 'next-row' }],
  [press('Enter'), null, { kind: 'open-row' }],
  [press('Escape'), null, { kind: 'close' }],
] as const)('%j after %j is %j', (pressed, before, action) => {
  expect(findShortcut(pressed, before)?.action).toEqual(action)
})

test.each([
  press('j', control),
  press('x', { altKey: true }),
  press('p', { metaKey: true }),
  press('ArrowDown', { shiftKey: true }),
  press('Enter', control),
  press('k', { ctrlKey: true, altKey: true }),
  press('a'),
  press('X', { shiftKey: true }),
])('%j is no shortcut', (pressed) => {
  expect(findShortcut(pressed, null)).toBeNull()
})

test('no key means two things', () => {
  const keys = SHORTCUTS.flatMap((one) => one.keys.map((key) => `${one.with} ${key}`))
  expect(keys).toHaveLength(new Set(keys).size)
  expect(keys).toHaveLength(SHORTCUTS.length + 2)
})

test('every page has a key', () => {
  for (const { key, href } of PAGES) {
    expect(findShortcut(press(key), 'g')?.action).toEqual({ kind: 'page', href })
  }
})
