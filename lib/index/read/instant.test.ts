import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatInstant } from './instant'

test.each([
  [1685625848, 0, '2023-06-01T13:24:08+00:00'],
  [1685625848, 120, '2023-06-01T15:24:08+02:00'],
  [1685625848, -570, '2023-06-01T03:54:08-09:30'],
  [0, -720, '1969-12-31T12:00:00-12:00'],
  [1685625848, 6039, '2023-06-01T13:24:08+00:00'],
  [-1, 0, '1969-12-31T23:59:59+00:00'],
  [1709251199, -1, '2024-02-29T23:58:59-00:01'],
  [253402300800, 0, '+010000-01-01T00:00:00+00:00'],
])('%i seconds at %i minutes is %s', (seconds, offset, text) => {
  expect(formatInstant({ seconds, offset })).toBe(text)
})

test('any time is what a Date says', () => {
  const seconds = fc.integer({ min: -62_167_219_200, max: 253_402_300_799 })
  fc.assert(
    fc.property(seconds, (at) => {
      const text = new Date(at * 1000).toISOString().replace('.000Z', '+00:00')
      expect(formatInstant({ seconds: at, offset: 0 })).toBe(text)
    }),
  )
})
