import { expect, test } from 'vitest'
import { formatPattern, parseTextMatch } from './text-match'

test('quotes make a value the whole text', () => {
  expect(parseTextMatch('ana')).toEqual({ kind: 'part', text: 'ana' })
  expect(parseTextMatch('"ana"')).toEqual({ kind: 'whole', text: 'ana' })
  expect(parseTextMatch('"a"b"')).toEqual({ kind: 'whole', text: 'a"b' })
  for (const value of ['"ana', '""', '"', 'a"b"']) {
    expect(parseTextMatch(value)).toEqual({ kind: 'part', text: value })
  }
})

test('a pattern has each letter in both cases and each sign as it is', () => {
  expect(formatPattern('a1')).toBe('[aA]1')
  expect(formatPattern('É')).toBe('[Éé]')
  expect(formatPattern('.*[a-z]+(?i)\\d{2}|^$')).toBe(
    '\\.\\*\\[[aA]\\-[zZ]\\]\\+\\(\\?[iI]\\)\\\\[dD]\\{2\\}\\|\\^\\$',
  )
  expect(formatPattern('ß 名\0')).toBe('ß 名\u{fffd}')
})
