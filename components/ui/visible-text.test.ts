import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HOSTILE_RUNS, hostileText } from '@/lib/testing/hostile-text'
import { formatPlain, parseVisibleText } from './visible-text'

const shown = (text: string) =>
  parseVisibleText(text)
    .map((part) => (part.kind === 'hidden' ? `[${part.text}]` : part.text))
    .join('')

describe('parseVisibleText', () => {
  it.each([
    ['', ''],
    ['plain text', 'plain text'],
    ['two\nlines\tand a tab', 'two\nlines\tand a tab'],
    ['windows\r\nline', 'windows\nline'],
    ['lone\rreturn', 'lone[U+000D]return'],
    ['gnp\u202Eexe.', 'gnp[U+202E]exe.'],
    ['\u2066a\u2069', '[U+2066]a[U+2069]'],
    ['zero\u200Bwidth', 'zero[U+200B]width'],
    ['\u0000\u001B[31m', '[U+0000 U+001B][31m'],
    ['a\u200B\u200C\u200B\u200C', 'a[U+200B U+200C U+200B … ×4]'],
    ['\uFEFFbom', '[U+FEFF]bom'],
    ['tag \u{E0041}', 'tag [U+E0041]'],
    ['family 👩‍👧 stays', 'family 👩‍👧 stays'],
    ['a\u200Db', 'a[U+200D]b'],
    ['ünïcödé 日本 עברית', 'ünïcödé 日本 עברית'],
  ])('%j reads %j', (text, expected) => {
    expect(shown(text)).toBe(expected)
  })

  it.each([
    ['one run', '\u200B'.repeat(1_500), '[U+200B ×1,500]'],
    ['all that is drawn', 'x'.repeat(2_000), 'x'.repeat(2_000)],
    ['a character more', 'x'.repeat(2_001), `${'x'.repeat(2_000)} … [cut]`],
    ['half a character', `${'x'.repeat(1_999)}😀`, `${'x'.repeat(1_999)} … [cut]`],
  ])('long texts: %s', (_, text, expected) => {
    expect(shown(text)).toBe(expected)
  })

  it('a text is split into a limited number of parts', () => {
    const parts = parseVisibleText('a\u200B'.repeat(1_000_000))
    expect(parts.length).toBe(17)
    expect(parts.at(-1)?.text.startsWith('a[U+200B]a[U+200B]')).toBe(true)
    expect(parts.at(-1)?.text.endsWith('a[U+200B] … [cut]')).toBe(true)
    expect(JSON.stringify(parts).length).toBeLessThan(12_000)
  })

  it('plain text names hidden characters in brackets, and is shorter', () => {
    expect(formatPlain('by gnp\u202Eexe.\nb')).toBe('by gnp[U+202E]exe.\nb')
    expect(formatPlain('x'.repeat(401))).toBe(`${'x'.repeat(400)} … [cut]`)
  })

  it('a long text is cut', () => {
    const property = fc.property(hostileText(100_000), (text) => {
      expect(JSON.stringify(parseVisibleText(text)).length).toBeLessThan(40_000)
      expect(formatPlain(text).length).toBeLessThan(4_000)
    })
    fc.assert(property, { numRuns: 10 * HOSTILE_RUNS })
  })
})
