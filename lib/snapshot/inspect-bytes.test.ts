import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inspectBytes } from './inspect-bytes'

const LFS = 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n'

test.each([
  ['nothing', ''],
  ['text', 'a: 1\r\n\tb é 😀\n'],
  ['a BOM', '\ufeffa'],
  ['8 MiB', 'x'.repeat(8 * 1024 * 1024)],
  ['a file about LFS', `# ${LFS}`],
  ['a long file that starts like a pointer', LFS.padEnd(2_000)],
])('accepts %s', (_, text) => {
  expect(inspectBytes(Buffer.from(text))).toBeNull()
})

test.each([
  [
    'a byte too many',
    Buffer.alloc(8 * 1024 * 1024 + 1, 0x78),
    'file-too-large',
    null,
    '8,388,609 bytes (the limit is 8,388,608)',
  ],
  [
    'a Git LFS pointer',
    Buffer.from(LFS),
    'file-lfs-pointer',
    null,
    'a Git LFS pointer, not the file',
  ],
  ['Latin-1', Buffer.from('a\ncaf\xe9', 'latin1'), 'file-not-utf8', 2, 'byte E9 at offset 5'],
  [
    'a cut character',
    Buffer.from([0x61, 0xf0, 0x9f, 0x98]),
    'file-not-utf8',
    1,
    'byte F0 at offset 1',
  ],
  ['a cut U+FFFD', Buffer.from([0x61, 0xef, 0xbf]), 'file-not-utf8', 1, 'byte EF at offset 1'],
  [
    'U+FFFD, then a lone byte',
    Buffer.from([0xef, 0xbf, 0xbd, 0x80]),
    'file-not-utf8',
    1,
    'byte 80 at offset 3',
  ],
  ['NUL', Buffer.from('a\nb\0'), 'file-control-characters', 2, 'byte 00 at offset 3'],
  ['escape', Buffer.from('\x1b[2J'), 'file-control-characters', 1, 'byte 1B at offset 0'],
])('refuses %s', (_, bytes, code, line, detail) => {
  expect(inspectBytes(bytes)).toEqual({ code, line, detail })
})

test('the offset of a byte that is not UTF-8 ends the longest part that is', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (array) => {
      const bytes = Buffer.from(array)
      const problem = inspectBytes(bytes)
      if (problem?.code !== 'file-not-utf8') return
      const offset = Number(/\d+$/.exec(problem.detail)?.[0])
      const valid = new TextDecoder('utf-8', { fatal: true })
      expect(() => valid.decode(bytes.subarray(0, offset))).not.toThrow()
      for (let length = offset + 1; length <= bytes.length; length += 1)
        expect(() => valid.decode(bytes.subarray(0, length))).toThrow()
    }),
    { numRuns: 2_000 },
  )
})
