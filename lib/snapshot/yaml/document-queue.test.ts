import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, expect, test } from 'vitest'
import { createTempDir } from '@/lib/testing/temp-dir'
import { openYamlParser, type YamlParser } from './open-yaml-parser'

const YAML = pathToFileURL(path.join(process.cwd(), 'node_modules/yaml/dist/index.js')).href
const dir = createTempDir('child')
const starts = path.join(dir, 'starts')

/** A child that does what its documents say; it keeps to the protocol of child.mjs. */
const PROGRAM = `
import { appendFileSync, existsSync, readSync, writeFileSync, writeSync } from 'node:fs'
appendFileSync(${JSON.stringify(starts)}, '.')
const frame = (text) => {
  const body = Buffer.from(text)
  const head = Buffer.alloc(4)
  head.writeUInt32LE(body.length)
  return Buffer.concat([head, body])
}
const once = (name, act) => {
  const file = ${JSON.stringify(dir)} + '/' + name
  if (existsSync(file)) return
  writeFileSync(file, '')
  act()
}
const kill = () => {
  process.kill(process.pid, 'SIGKILL')
  for (;;) {}
}
const commands = {
  abort: () => process.abort(),
  exit: () => process.exit(3),
  throw: () => { throw new Error('a bug') },
  hang: () => { for (;;) {} },
  'hang once': () => once('hang', () => { for (;;) {} }),
  'kill once': () => once('kill', kill),
  kill,
  memory: () => { const all = []; for (;;) all.push(Array(1e6).fill(all.length)) },
}
writeSync(1, frame(''))
let input = Buffer.alloc(0)
const chunk = Buffer.alloc(65536)
for (let length = readSync(0, chunk); length > 0; length = readSync(0, chunk)) {
  input = Buffer.concat([input, chunk.subarray(0, length)])
  while (input.length >= 4 && input.length >= 4 + input.readUInt32LE(0)) {
    const text = input.toString('utf8', 5, 4 + input.readUInt32LE(0))
    input = input.subarray(4 + input.readUInt32LE(0))
    if (text.startsWith('[[')) {
      const { parseDocument } = await import(${JSON.stringify(YAML)})
      parseDocument(text)
      parseDocument(text)
    }
    commands[text]?.()
    writeSync(1, frame(JSON.stringify({ value: text, lines: {} })))
  }
}
`

let parser: YamlParser | undefined
afterEach(() => parser?.close())

function open(source = PROGRAM, timeoutMs = 10_000): void {
  const program = path.join(dir, `child-${source.length}.mjs`)
  writeFileSync(program, source)
  writeFileSync(starts, '')
  parser = openYamlParser({ program, timeoutMs })
}

async function read(texts: readonly string[]): Promise<readonly unknown[]> {
  if (!parser) throw new Error('open it first')
  const facts = await parser.parse(
    texts.map((text, index) => ({
      oid: String(index).padStart(40, '0'),
      form: 'yaml',
      bytes: Buffer.from(text),
    })),
  )
  return facts.map((fact) => (fact.kind === 'data' ? fact.value : 'code' in fact && fact.code))
}

const startCount = () => readFileSync(starts).length

test('a document that ends the child is refused, the others are read', async () => {
  open()
  const texts = ['a', 'abort', 'b', 'exit', 'throw', 'c', 'memory', 'd']
  expect(await read(texts)).toEqual([
    'a',
    'yaml-parser-crashed',
    'b',
    'yaml-parser-crashed',
    'yaml-parser-crashed',
    'c',
    'yaml-parser-crashed',
    'd',
  ])
  expect(startCount()).toBe(5)
})

test('nested brackets crash only the child', async () => {
  open()
  const poison = '['.repeat(2_000)
  expect(await read(['a', poison, 'b'])).toEqual(['a', 'yaml-parser-crashed', 'b'])
})

test('a document that takes too long is tried twice', async () => {
  open(PROGRAM, 200)
  expect(await read(['a', 'hang', 'b'])).toEqual(['a', 'yaml-timeout', 'b'])
  expect(startCount()).toBe(3)
  expect(await read(['hang once', 'c'])).toEqual(['hang once', 'c'])
})

test('a document is parsed again after one kill from outside', async () => {
  open()
  expect(await read(['a', 'kill once', 'b'])).toEqual(['a', 'kill once', 'b'])
  expect(await read(['kill', 'c'])).toEqual(['yaml-parser-crashed', 'c'])
})

test('the queue refuses 30 documents that kill the child among 1,500', async () => {
  open()
  const texts = Array.from({ length: 1_500 }, (_, index) =>
    index % 50 === 0 ? 'exit' : `n${index}`,
  )
  const answers = await read(texts)
  expect(answers).toEqual(texts.map((text) => (text === 'exit' ? 'yaml-parser-crashed' : text)))
  expect(startCount()).toBe(31)
})

test('concurrent callers get their own answers from one child', async () => {
  open()
  const sets = Array.from({ length: 20 }, (_, set) =>
    Array.from({ length: 100 }, (_, index) => `${set}/${index}`),
  )
  expect(await Promise.all(sets.map(read))).toEqual(sets)
  expect(startCount()).toBe(1)
})

test('a child that was prepared serves the first documents', async () => {
  open()
  parser?.prepare()
  parser?.prepare()
  expect(await read(['a'])).toEqual(['a'])
  expect(startCount()).toBe(1)
})

test('a child that cannot start is an error and no document is refused', async () => {
  open('throw new Error("no such module")')
  await expect(read(['a', 'b'])).rejects.toThrow('the YAML parser does not start')
  await expect(read(['a'])).rejects.toThrow('no such module')
})

test('the close rejects open and later documents', async () => {
  open()
  const pending = read(['hang'])
  await Promise.all([expect(pending).rejects.toThrow('closed'), parser?.close()])
  await expect(read(['a'])).rejects.toThrow('closed')
})

test('a program with nothing else to do waits for the end of a child that has just begun', () => {
  const ready = JSON.stringify(path.join(dir, 'ready'))
  const child = path.join(dir, 'begins.mjs')
  writeFileSync(
    child,
    `import { readSync, writeFileSync, writeSync } from 'node:fs'
    writeSync(1, Buffer.alloc(4))
    writeFileSync(${ready}, '')
    readSync(0, Buffer.alloc(1))`,
  )
  const program = path.join(dir, 'closes.mjs')
  const parser = pathToFileURL(path.resolve('lib/snapshot/yaml/open-yaml-parser.ts')).href
  writeFileSync(
    program,
    `import { existsSync } from 'node:fs'
    import { openYamlParser } from ${JSON.stringify(parser)}
    const parser = openYamlParser({ program: ${JSON.stringify(child)} })
    parser.prepare()
    while (!existsSync(${ready})) {} // what the child says waits to be read
    await parser.close()
    console.log('closed')`,
  )
  const { stdout, status } = spawnSync(process.execPath, ['--import', 'tsx', program], {
    encoding: 'utf8',
  })
  expect([stdout, status]).toEqual(['closed\n', 0])
})

test('a child that has read 2,000 documents ends when it is released, and the next one reads on', async () => {
  open()
  const many = Array.from({ length: 1_999 }, (_, index) => String(index))
  expect(await read(many)).toEqual(many)
  parser?.release()
  expect(await read(['a'])).toEqual(['a'])
  expect(startCount()).toBe(1)
  parser?.release()
  expect(await read(['b'])).toEqual(['b'])
  expect(startCount()).toBe(2)
  const reading = read(many)
  parser?.release()
  expect(await reading).toEqual(many)
  expect(startCount()).toBe(2)
})
