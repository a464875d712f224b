import { describe, expect, test } from 'vitest'
import { cpuSeconds, MAX_CPU_SECONDS } from '@/lib/testing/cpu-seconds'
import { MAX_REFS, parseRefList } from './parse-ref-list'

const A = 'a'.repeat(40)
const B = 'b'.repeat(40)

function parse(text: string) {
  return parseRefList([Buffer.from(text, 'latin1')])
}

describe('the output of ls-remote', () => {
  const text = `ref: refs/heads/main\tHEAD\n${A}\tHEAD\n${A}\trefs/heads/main\n${B}\trefs/tags/n\xe9\n${A}\trefs/tags/n\xe9^{}\n${A}\trefs/pull/1/head\n`

  test('does not depend on where it is cut', () => {
    const whole = parse(text)
    expect(whole.tags).toEqual(new Map([['n\\xe9', B]]))
    const bytes = Buffer.from(text, 'latin1')
    for (let size = 1; size < bytes.length; size++) {
      const chunks: Buffer[] = []
      for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size))
      expect(parseRefList(chunks)).toEqual(whole)
    }
  })

  test('the hash does not depend on the order in which a server lists', () => {
    const lines = [`${A}\trefs/heads/a\n`, `${B}\trefs/heads/b\n`, `${A}\trefs/tags/a\n`]
    expect(parse(lines.join('')).hash).toBe(parse(lines.toReversed().join('')).hash)
    expect(parse(`${A}\trefs/tags/a\n`).hash).not.toBe(parse(`${A}\trefs/heads/a\n`).hash)
  })

  test('a branch at the commit of HEAD is taken when HEAD names none, main before master', () => {
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

describe('limits of a list', () => {
  test('a name of 255 bytes is read, a longer one counted and left out', () => {
    const long = 'x'.repeat(255)
    const names = [long, `${long}x`, 'é'.repeat(128), `${'é'.repeat(127)}x`, '\xff'.repeat(64)]
    const bytes = names.map((name) =>
      Buffer.from(name, name.startsWith('\xff') ? 'latin1' : 'utf8'),
    )
    const lines = bytes.map((name) => `${A}\trefs/tags/${name.toString('latin1')}\n`).join('')
    const refs = parse(`${lines}${A}\trefs/heads/${long}x\n`)
    expect([...refs.tags.keys()]).toEqual([long, `${'é'.repeat(127)}x`])
    expect(refs.branches.size).toBe(0)
    expect(refs.tooLong).toBe(4)
    expect(refs.hash).not.toBe(parse(lines).hash)
  })

  test('250,000 branches and tags are read, and not one more', () => {
    const lines = Array.from({ length: MAX_REFS }, (_, n) => `${A}\trefs/tags/${n}\n`).join('')
    expect(parse(`${lines}${A}\trefs/pull/1/head\n`).tags.size).toBe(250_000)
    expect(() => parse(`${lines}${A}\trefs/heads/a\n`)).toThrow(
      expect.objectContaining({
        code: 'too-large',
        message: 'The remote has 250,001 branches and tags; at most 250,000 are read.',
      }),
    )
  })

  test('an unterminated line costs no more than its length', () => {
    const chunks = Array.from({ length: 1000 }, () => Buffer.alloc(65_536, 'x'))
    const parsing = () => expect(() => parseRefList(chunks)).toThrow('broke off')
    expect(cpuSeconds(parsing)).toBeLessThan(MAX_CPU_SECONDS)
  })
})
