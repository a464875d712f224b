import { describe, expect, test } from 'vitest'
import { createLsRemoteParser, decodeRefName } from './parse-ls-remote'

const A = 'a'.repeat(40)
const B = 'b'.repeat(40)

function parse(text: string) {
  const parser = createLsRemoteParser()
  parser.push(Buffer.from(text, 'latin1'))
  return parser.finish()
}

describe('the output of ls-remote', () => {
  const text = `ref: refs/heads/main\tHEAD\n${A}\tHEAD\n${A}\trefs/heads/main\n${B}\trefs/tags/n\xe9\n${A}\trefs/tags/n\xe9^{}\n${A}\trefs/pull/1/head\n`

  test('does not depend on where it is cut', () => {
    const whole = parse(text)
    expect(whole.tags).toEqual(new Map([['n\\xe9', B]]))
    const bytes = Buffer.from(text, 'latin1')
    for (let size = 1; size < bytes.length; size++) {
      const parser = createLsRemoteParser()
      for (let at = 0; at < bytes.length; at += size) parser.push(bytes.subarray(at, at + size))
      expect(parser.finish()).toEqual(whole)
    }
  })

  test('the hash does not depend on the order in which a server lists', () => {
    const lines = [`${A}\trefs/heads/a\n`, `${B}\trefs/heads/b\n`, `${A}\trefs/tags/a\n`]
    expect(parse(lines.join('')).hash).toBe(parse(lines.toReversed().join('')).hash)
    expect(parse(`${A}\trefs/tags/a\n`).hash).not.toBe(parse(`${A}\trefs/heads/a\n`).hash)
  })

  test('without a word on what HEAD names, a branch at its commit is taken, main before master', () => {
    expect(parse(`${A}\tHEAD\n${A}\trefs/heads/x\n${A}\trefs/heads/master\n`).head?.branch).toBe(
      'master',
    )
    expect(parse(`${A}\tHEAD\n${A}\trefs/heads/x\n`).head).toEqual({ branch: 'x', commit: A })
    expect(parse(`${A}\tHEAD\n${B}\trefs/heads/x\n`).head).toBe(null)
  })

  test.each([
    ['broken off', text.slice(0, -5)],
    ['SHA-256 object ids', `${'a'.repeat(64)}\trefs/heads/main\n`],
    ['not object ids', `${'z'.repeat(40)}\trefs/heads/main\n`],
    ['a page of HTML', '<!doctype html>\n<p>Hello</p>\n'],
  ])('%s is an error', (_title, output) => {
    expect(() => parse(output)).toThrow('The list of refs broke off or is not understood')
  })
})

test('names: UTF-8 as text, every other byte escaped', () => {
  const name = (bytes: readonly number[]) => decodeRefName(Buffer.from(bytes).toString('latin1'))
  expect(name([0x61, 0xff, 0xfe])).toBe('a\\xff\\xfe')
  expect(name([...Buffer.from('é€😀')])).toBe('é€😀')
  expect(name([0xe2, 0x82])).toBe('\\xe2\\x82')
  expect(name([0xc0, 0x80, 0xed, 0xa0, 0x80])).toBe('\\xc0\\x80\\xed\\xa0\\x80')
  expect(name([0xef, 0xbb, 0xbf, 0x61])).toBe('\ufeffa')
})
