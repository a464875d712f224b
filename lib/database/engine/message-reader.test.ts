import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cpuSeconds, MAX_CPU_SECONDS } from '@/lib/testing/cpu-seconds'
import { MessageReader, MessageTooLong } from './message-reader.mjs'
import { formatMessage, formatStartup } from './messages.mjs'

const message = fc
  .tuple(fc.constantFrom(...'PBEDS'), fc.uint8Array({ maxLength: 40 }))
  .map(([type, body]) => formatMessage(type, Buffer.from(body)))

/** Cuts `bytes` into pieces of these lengths, over and over. */
function* cut(bytes: Buffer, lengths: readonly number[]): Generator<Buffer> {
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const end = at + (lengths[turn % lengths.length] ?? 1)
    yield bytes.subarray(at, end)
    at = end
  }
}

test('messages are read whole and in order for every split into chunks', () => {
  const lengths = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 })
  fc.assert(
    fc.property(fc.array(message), lengths, (messages, pieces) => {
      const reader = new MessageReader(1000)
      const read: Buffer[] = []
      for (const piece of cut(Buffer.concat([formatStartup(), ...messages]), pieces)) {
        for (const one of reader.read(piece)) {
          if (read.length === 0) reader.endStartup()
          read.push(one)
        }
      }
      expect(read).toEqual([formatStartup(), ...messages])
    }),
  )
})

test('a message of 60 MB in small chunks is copied once and not for each chunk', () => {
  const bytes = formatMessage('B', Buffer.alloc(60_000_000))
  const reader = new MessageReader(64 * 1024 * 1024)
  reader.endStartup()
  let length = 0
  const seconds = cpuSeconds(() => {
    for (const piece of cut(bytes, [4096]))
      for (const one of reader.read(piece)) length = one.length
  })
  expect(length).toBe(bytes.length)
  // A copy for each chunk would be 440 GB.
  expect(seconds).toBeLessThan(MAX_CPU_SECONDS)
})

test.each([
  ['start-up packet', false, Buffer.from([0, 1, 0, 0]), 65_536],
  ['message', true, Buffer.from([0x51, 0, 0, 0x10, 0]), 4_097],
  ['length that is none', true, Buffer.from([0x51, 0, 0, 0, 3]), 4],
])('a %s that is too long or too short is refused at its header', (_, started, bytes, length) => {
  const reader = new MessageReader(4_096)
  if (started) reader.endStartup()
  expect(() => [...reader.read(bytes)]).toThrow(MessageTooLong)
  expect(() => [...reader.read(bytes)]).toThrow(`A message of ${length} bytes was sent`)
})
