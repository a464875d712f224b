import { expect, test } from 'vitest'
import { hashBlob } from './hash-blob'
import { parseLfsPointer } from './parse-lfs-pointer'

const EMPTY = 'd41d8cd98f00b204e9800998ecf8427e'

test.each<[string, Buffer, string, string, boolean]>([
  ['nothing', Buffer.alloc(0), EMPTY, EMPTY, true],
  [
    'text',
    Buffer.from('a\nb\n'),
    'dd8c6a395b5dd36c56d23275028f526c',
    'dd8c6a395b5dd36c56d23275028f526c',
    true,
  ],
  [
    'text with CRLF',
    Buffer.from('a\r\nb\r\n'),
    '59b0d7772f0561efb95518f3cb8abc60',
    'dd8c6a395b5dd36c56d23275028f526c',
    true,
  ],
])('hashes %s', (_, bytes, md5, textMd5, isText) => {
  expect(hashBlob(bytes)).toEqual({ md5, textMd5, isText })
})

test.each<[string, Buffer, boolean]>([
  ['a NUL', Buffer.from('abc\0'), false],
  ['a NUL after 512 bytes', Buffer.from(`${'x'.repeat(512)}\0`), true],
  ['30 % beyond ASCII', Buffer.from([...Array(7).fill(0x61), 0xff, 0xff, 0xff]), true],
  ['more than 30 %', Buffer.from([...Array(6).fill(0x61), 0xff, 0xff, 0xff]), false],
  ['white space', Buffer.from('\b\t\n\f\r'), true],
  ['vertical tabs', Buffer.from('\v\v\va'), false],
])('tells text from other content: %s', (_, bytes, isText) => {
  expect(hashBlob(bytes).isText).toBe(isText)
})

test('other content keeps its line ends', () => {
  const { md5, textMd5 } = hashBlob(Buffer.from('a\r\n\0'))
  expect(textMd5).toBe(md5)
})

const SHA = '6fd5d72fe4589f189f8ebc006442dbb529bb7ce38f8082112682524616046452'
const POINTER = `version https://git-lfs.github.com/spec/v1\noid sha256:${SHA}\nsize 90405214\n`

test.each([
  ['a pointer', POINTER],
  ['Windows line ends', POINTER.replaceAll('\n', '\r\n')],
  ['an extension', POINTER.replace('oid', `ext-0-foo sha256:${'0'.repeat(64)}\noid`)],
])('reads %s', (_, text) => {
  expect(parseLfsPointer(Buffer.from(text))).toEqual({ sha256: SHA, size: 90405214 })
})

test.each([
  ['text', 'a: 1'],
  ['a pointer without a size', POINTER.slice(0, -15)],
  ['another hash', POINTER.replace('sha256', 'sha512')],
  ['a file that begins as one', POINTER.padEnd(1_025, '\n')],
])('reads no pointer in %s', (_, text) => {
  expect(parseLfsPointer(Buffer.from(text))).toBe(null)
})
