/**
 * The process that reads untrusted YAML. It has no environment, little memory, and nothing to lose: a
 * document that ends it is named by being the first one not answered.
 *
 * In:  length of what follows (4 bytes, little endian), form (1 byte: 0 `yaml`, 1 `typed-yaml`), UTF-8 text.
 * Out: once a length of 0 when ready; then, in order, for each document the length and JSON of its answer.
 */
import { readSync, writeSync } from 'node:fs'

process.env = {} // a plain object: the `yaml` package looks into it at every token, and the real one is slow
const { parseBlockStyle, SMALL_LENGTH } = await import('./parse-block-style.mjs')
const { parseDocument } = await import('./parse-document.mjs')

const FLUSH_BYTES = 64 * 1024

/** @type {Buffer[]} */
let answers = []
let answersBytes = 0

/** @param {string} json */
function answer(json) {
  const body = Buffer.from(json)
  const head = Buffer.alloc(4)
  head.writeUInt32LE(body.length)
  answers.push(head, body)
  answersBytes += 4 + body.length
  if (answersBytes >= FLUSH_BYTES) flush()
}

function flush() {
  let rest = Buffer.concat(answers)
  while (rest.length > 0) rest = rest.subarray(writeSync(1, rest))
  answers = []
  answersBytes = 0
}

/** @param {Buffer} frame */
function answerDocument(frame) {
  const form = frame[0] === 0 ? 'yaml' : 'typed-yaml'
  const text = frame.toString('utf8', 1)
  if (text.length > SMALL_LENGTH) flush() // the full parser may read entries of it
  const simple = parseBlockStyle(text, form)
  if (simple) return answer(JSON.stringify(simple))
  flush() // the document that ends the process must be the first without an answer
  answer(JSON.stringify(parseDocument(text, form)))
}

answer('')
flush()
const chunk = Buffer.alloc(256 * 1024)
let input = Buffer.alloc(0)
for (;;) {
  const length = readSync(0, chunk)
  if (length === 0) break // the parent closed the pipe, or has ended
  input = Buffer.concat([input, chunk.subarray(0, length)])
  while (input.length >= 4 && input.length >= 4 + input.readUInt32LE(0)) {
    const end = 4 + input.readUInt32LE(0)
    answerDocument(input.subarray(4, end))
    input = input.subarray(end)
  }
  flush()
}
