import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cpuSeconds, MAX_CPU_SECONDS } from '@/lib/testing/cpu-seconds'
import { decodeRefName } from './decode-ref-name'

const decode = (bytes: readonly number[]) => decodeRefName(Buffer.from(bytes).toString('latin1'))

test('a name is decoded as UTF-8, with every other byte escaped', () => {
  expect(decode([0x61, 0xff, 0xfe])).toBe('a\\xff\\xfe')
  expect(decode([...Buffer.from('é€😀')])).toBe('é€😀')
  expect(decode([0xe2, 0x82])).toBe('\\xe2\\x82')
  expect(decode([0xc0, 0x80, 0xed, 0xa0, 0x80])).toBe('\\xc0\\x80\\xed\\xa0\\x80')
  expect(decode([0xef, 0xbb, 0xbf, 0x61])).toBe('\ufeffa')
})

const strictUtf8 = new TextDecoder('utf-8', { fatal: true })

/** The definition: at each place the shortest run of one to four bytes that is valid UTF-8 text. */
function define(bytes: Buffer): string {
  let name = ''
  for (let at = 0; at < bytes.length; ) {
    const length = [1, 2, 3, 4].find((count) => isCharacter(bytes.subarray(at, at + count)))
    name +=
      length === undefined
        ? `\\x${bytes[at]?.toString(16).padStart(2, '0')}`
        : bytes.toString('utf8', at, at + length)
    at += length ?? 1
  }
  return name
}

function isCharacter(bytes: Buffer): boolean {
  try {
    return strictUtf8.decode(bytes).length > 0
  } catch {
    return false
  }
}

const anyByte = fc.integer({ min: 0, max: 255 }).map((byte) => [byte])
/** Bytes at which the rules of UTF-8 change. */
const edgeByte = fc
  .constantFrom(
    ...[0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbb, 0xbf, 0xc1, 0xc2, 0xdf],
    ...[0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5, 0xff],
  )
  .map((byte) => [byte])
const character = fc.string({ unit: 'binary', maxLength: 1 }).map((text) => [...Buffer.from(text)])
const mark = fc.constant([0xef, 0xbb, 0xbf])
const piece = fc.oneof(edgeByte, anyByte, character, mark)

test('any bytes are decoded as the definition says', () => {
  const inputs = fc.array(piece, { maxLength: 12 }).map((pieces) => Buffer.from(pieces.flat()))
  const numRuns = process.env.SIGNET_ENDURE === '1' ? 30_000 : 3_000
  fc.assert(
    fc.property(inputs, (bytes) => decodeRefName(bytes.toString('latin1')) === define(bytes)),
    { numRuns },
  )
})

test('a name of a megabyte that is not UTF-8 is decoded in linear time', () => {
  const name = '\xff\xe9a'.repeat(333_333)
  expect(cpuSeconds(() => decodeRefName(name))).toBeLessThan(MAX_CPU_SECONDS)
})
