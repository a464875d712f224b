import { expect, test } from 'vitest'
import { numberLines, pairLines, splitLine } from './pair-lines'

const HUNK = { oldStart: 7, newStart: 9, context: '', marks: ['', 'k1'] }

test('lines are numbered in either file, and stand side by side', () => {
  const lines = numberLines({ ...HUNK, lines: [' a', '-b', '-c', '+d', '\\ No newline', ' e'] })
  const numbers = lines.map(({ oldNumber, newNumber }) => `${oldNumber} ${newNumber}`)
  expect(numbers).toEqual(['7 9', '8 null', '9 null', 'null 10', 'null null', '10 11'])
  const pairs = pairLines(lines).map(([before, after]) => [before?.text, after?.text])
  expect(pairs).toEqual([
    ['a', 'a'],
    ['b', 'd'],
    ['c', undefined],
    ['e', 'e'],
  ])
})

test('a line that was added before one that was removed stands above it', () => {
  const lines = numberLines({ ...HUNK, lines: ['+a', '-b'] })
  expect(pairLines(lines).map(([before, after]) => [before?.text, after?.text])).toEqual([
    [undefined, 'a'],
    ['b', undefined],
  ])
})

test('a line has the pieces of its mark, and the rest is plain', () => {
  expect(splitLine({ text: 'import os', mark: 'k6' })).toEqual([
    { letter: 'k', text: 'import', at: 0 },
    { letter: '-', text: ' os', at: 6 },
  ])
  expect(splitLine({ text: 'ab', mark: 'k9999' })).toEqual([{ letter: 'k', text: 'ab', at: 0 }])
  expect(splitLine({ text: '', mark: '' })).toEqual([])
})
