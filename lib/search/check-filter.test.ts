import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cpuSeconds, MAX_CPU_SECONDS } from '@/lib/testing/cpu-seconds'
import { listNearest } from './check-filter'

test.each([
  ['abcd', 'acbd', 1],
  ['abcd', 'abc', 1],
  ['abcd', 'bacde', 2],
  ['stael', 'stale', 1],
  ['nlpp', 'nlp', 1],
  ['abcd', 'dcba', null],
  ['abcdef', 'xyzdef', null],
  ['abc', 'bcd', null],
])('%s is near %s: %s', (text, word, edits) => {
  expect(listNearest(text, [word])).toEqual(edits === null ? [] : [word])
})

test('a word with two letters changed, taken out or put in is near', () => {
  const letters = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 6, maxLength: 12 })
  const once = fc.nat({ max: 1 })
  const edit = fc.record({ at: fc.nat({ max: 5 }), out: once, put: once })
  fc.assert(
    fc.property(letters, edit, edit, (text, ...edits) => {
      const word: string[] = [...text]
      for (const { at, out, put } of edits)
        word.splice(at, out, ...Array.from({ length: put }, () => 'd'))
      expect(listNearest(text.join(''), [word.join('')])).toEqual([word.join('')])
    }),
    { numRuns: 1000 },
  )
})

test('long values of many models are compared in little time', () => {
  const long = 'a'.repeat(53)
  const words = Array.from({ length: 200_000 }, (_, at) => `${long}${String(at).padStart(7, '0')}`)
  const seconds = cpuSeconds(() => {
    expect(listNearest('a'.repeat(60), words)).toEqual([])
  })
  expect(seconds).toBeLessThan(MAX_CPU_SECONDS)
})
