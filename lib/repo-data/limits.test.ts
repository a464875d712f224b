import { expect, test } from 'vitest'
import { cutText, fits, formatExceeded, isCut, isPathTooLong } from './limits'

test.each([
  ['', 20, ''],
  ['twenty characters ...', 21, 'twenty characters ...'],
  ['twenty characters, and more', 20, 'twenty cha … [cut]'],
  // Characters of 2, 3 and 4 bytes are not cut in two.
  ['é'.repeat(20), 20, 'ééééé … [cut]'],
  ['日'.repeat(20), 20, '日日日 … [cut]'],
  ['😀'.repeat(20), 20, '😀😀 … [cut]'],
  ['\ufeff'.repeat(20), 20, '\ufeff\ufeff\ufeff … [cut]'],
])('%j cut to %i bytes', (text, bytes, expected) => {
  const cut = cutText(text, bytes)
  expect(cut).toBe(expected)
  expect([fits(cut, bytes), isCut(cut)]).toEqual([true, expected !== text])
})

test('a truncated text does not end in half a character', () => {
  expect(cutText(`${'a'.repeat(8)}\ud83d${'b'.repeat(20)}`, 20)).toBe('aaaaaaaa … [cut]')
})

test.each([
  ['a/b', false],
  ['a'.repeat(255), false],
  ['a'.repeat(256), true],
  ['é'.repeat(128), true],
  [Array.from({ length: 64 }, () => 'a').join('/'), false],
  [Array.from({ length: 65 }, () => 'a').join('/'), true],
  [`${'a'.repeat(255)}/`.repeat(15).concat('a'.repeat(255)), false],
  [`${'a'.repeat(255)}/`.repeat(16).concat('a'), true],
])('a path that is too long is recognized', (path, expected) => {
  expect(isPathTooLong(path, path.split('/'))).toBe(expected)
})

test('the detail of an exceeded limit states the limit', () => {
  expect(formatExceeded(80_000, 'characters', 200)).toBe('80,000 characters (the limit is 200)')
})
