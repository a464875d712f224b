import { expect, test } from 'vitest'
import { formatCsvLine } from './format-csv'

test('cells are quoted where they have to be', () => {
  expect(formatCsvLine(['a', '', 'b c', 'ana@example.com'])).toBe('a,,b c,ana@example.com\r\n')
  expect(formatCsvLine(['a,b', 'a"b', 'a\nb', 'a\r\nb', 'a;b', 'a\tb', "it's"])).toBe(
    '"a,b","a""b","a\nb","a\r\nb","a;b","a\tb","it\'s"\r\n',
  )
  expect(formatCsvLine(['Ángel', '名', '😀'])).toBe('Ángel,名,"😀"\r\n')
})

test.each([
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\tx',
  '\rx',
  '\nx',
  ' =1',
  ' \u00a0\u3000@x',
  '\u200b=1',
  '\ufeff=1',
  '\u202e=1',
  '\0=1',
  '\uff1d1',
  ' \uff0b1',
  '\uff0d1',
  '\uff20x',
  '\ufe66x',
  "=cmd|' /C calc'!A0",
  '="a","b"',
])('the cell %j is text', (cell) => {
  expect(formatCsvLine([cell, 'x'])).toBe(`"'${cell.replaceAll('"', '""')}",x\r\n`)
})

test.each(['a=b', "'=1", 'a-1', '1+1', '<=x', 'x\t=1'])('the cell %j stays as it is', (cell) => {
  expect(formatCsvLine([cell]).replace(/^"|"?\r\n$/g, '')).toBe(cell)
})
