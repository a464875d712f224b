import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LIMITS } from '@/lib/repo-data/limits'
import { cpuSeconds, MAX_CPU_SECONDS } from '@/lib/testing/cpu-seconds'
import { HOSTILE_RUNS, hostileText } from '@/lib/testing/hostile-text'
import { decodeBytes } from './decode-bytes'
import { inspectBytes } from './inspect-bytes'
import { openTreeLister } from './list-tree'
import type { TreeMemo } from './open-tree-memo'
import { parseCommitObject } from './parse-commit-object'
import { parseJson } from './parse-json'
import { parseTagObject } from './parse-tag-object'
import { parseToml } from './parse-toml'
import {
  findIndexedEntry,
  findTreeEntry,
  indexTree,
  listTreeEntries,
  type TreeEntry,
} from './parse-tree-object'
import { parsePython } from './python/parse-python'

/** The cost of reading objects is linear in their bytes, and what is kept of them is within the limits. */

const OID = '1'.repeat(40)
const WHO = 'Ada <ada@example.com> 1767225600 +0000'

/** A square of as many characters takes minutes. */
const LONG = 250_000

/** Everything that is kept of a tag or a commit: its message or subject, four names, parents. */
const MAX_KEPT = 2 * LIMITS.textBytes + LIMITS.parents * 50

const readers: Readonly<Record<string, (text: string) => unknown>> = {
  'the whole of a tag': (text) => parseTagObject(Buffer.from(text)),
  'a message': (text) =>
    parseTagObject(Buffer.from(`object ${OID}\ntype commit\ntag m\ntagger ${WHO}\n\n${text}`)),
  'a message in bytes of its own': (text) =>
    parseTagObject(
      Buffer.from(`object ${OID}\ntype commit\ntag m\ntagger ${WHO}\n\n${text}`, 'latin1'),
    ),
  'the name in a tag': (text) =>
    parseTagObject(Buffer.from(`object ${OID}\ntype commit\ntag ${text}\ntagger ${WHO}\n\nx`)),
  'a tagger': (text) =>
    parseTagObject(Buffer.from(`object ${OID}\ntype commit\ntag m\ntagger ${text} <a@b> 0 +0000`)),
  'the whole of a commit': (text) => parseCommitObject(OID, Buffer.from(text)),
  'a message of a commit': (text) =>
    parseCommitObject(OID, Buffer.from(`tree ${OID}\nauthor ${WHO}\ncommitter ${WHO}\n\n${text}`)),
  'headers of a commit': (text) =>
    parseCommitObject(OID, Buffer.from(`tree ${OID}\nauthor ${WHO}\ngpgsig ${text}\n\nx`)),
}

test.each(Object.keys(readers))(
  '%s takes time linear in its length, and little is kept',
  (name) => {
    const property = fc.property(hostileText(LONG), (text) => {
      let kept: unknown = null
      expect(
        cpuSeconds(() => {
          kept = readers[name]?.(text)
        }),
      ).toBeLessThan(MAX_CPU_SECONDS)
      expect(Buffer.byteLength(JSON.stringify(kept))).toBeLessThan(6 * MAX_KEPT)
    })
    fc.assert(property, { numRuns: HOSTILE_RUNS })
  },
)

const files: Readonly<Record<string, (text: string) => unknown>> = {
  bytes: (text) => inspectBytes(Buffer.from(text)),
  'bytes that are not UTF-8': (text) => inspectBytes(Buffer.from(text, 'latin1')),
  'encoded text': (text) => [
    decodeBytes(text),
    decodeBytes(text, 'utf-16le'),
    decodeBytes(text, text),
  ],
  JSON: (text) => parseJson(text),
  TOML: (text) => [parseToml(text), parseToml(`a = ${text}`)],
  Python: (text) => [
    parsePython(text),
    parsePython(`a = ${text}`),
    parsePython(`a = (${text}`),
    parsePython(`a: ${text}`),
    parsePython(`a = ${JSON.stringify(text)}`),
  ],
  'a text in JSON': (text) => parseJson(JSON.stringify([text, text])),
}

test.each(Object.keys(files))('%s of a file take time linear in their length', (name) => {
  const property = fc.property(hostileText(LONG), (text) => {
    expect(cpuSeconds(() => files[name]?.(text))).toBeLessThan(MAX_CPU_SECONDS)
  })
  fc.assert(property, { numRuns: HOSTILE_RUNS })
})

/** Names and kinds of the entries of a tree, repeated until they are a folder of 4 MB. */
const largeTree = fc
  .array(
    fc.record({
      name: fc.string({ maxLength: 30, unit: 'binary' }),
      mode: fc.constantFrom('100644', '40000', '9'),
    }),
    {
      minLength: 1,
      maxLength: 5,
    },
  )
  .map((entries) => {
    const bytes = entries.map(({ name, mode }, at) =>
      Buffer.concat([
        Buffer.from(`${mode} ${name.replaceAll(/[\0/]/g, 'x')}${at}\0`),
        Buffer.alloc(20),
      ]),
    )
    const once = Buffer.concat(bytes)
    return Buffer.concat(
      Array.from({ length: Math.ceil(LIMITS.treeBytes / once.length) }, () => once),
    )
  })

test('a folder as large as it may be is searched for thousands of names', () => {
  const property = fc.property(largeTree, fc.string({ maxLength: 20 }), (body, name) => {
    const wanted = Buffer.from(name)
    const spent = cpuSeconds(() => {
      listTreeEntries(body)
      const index = indexTree(body)
      for (let at = 0; at < 5_000; at += 1)
        findIndexedEntry(body, index, Buffer.from(`${name}${at}`))
      expect(findIndexedEntry(body, index, wanted)).toEqual(findTreeEntry(body, wanted))
    })
    expect(spent).toBeLessThan(MAX_CPU_SECONDS)
  })
  fc.assert(property, { numRuns: HOSTILE_RUNS })
}, 600_000)

type Level = {
  readonly names: number
  readonly length: number
  readonly files: number
  readonly skip: number
}

const levels = fc.array(
  fc.record<Level>({
    names: fc.integer({ min: 1, max: 20 }),
    length: fc.integer({ min: 1, max: 300 }),
    files: fc.integer({ min: 0, max: 2 }),
    /** How many levels further down the folders lead. */
    skip: fc.integer({ min: 1, max: 3 }),
  }),
  { minLength: 1, maxLength: 90 },
)

/** Trees in which the folders of a level are all the same tree, with how often they were asked for. */
function buildTrees(shape: readonly Level[]) {
  const trees = new Map<string, readonly TreeEntry[]>()
  shape.forEach(({ names, length, files: count, skip }, at) => {
    const below =
      shape[at + skip] === undefined ? [] : Array.from({ length: names }, (_, one) => one)
    trees.set(`${at}`, [
      ...below.map((one): TreeEntry => {
        return { kind: 'directory', name: `${one}`.padEnd(length, 'x'), oid: `${at + skip}` }
      }),
      ...['dvc.yaml', 'other.yaml'].slice(0, count).map((name): TreeEntry => {
        return { kind: 'file', name, oid: OID }
      }),
    ])
  })
  let asked = 0
  const memo: TreeMemo = {
    read: async () => true,
    walk: () => ({ kind: 'absent' }),
    has: () => true,
    entries: (oid) => {
      asked += 1
      return trees.get(oid) ?? []
    },
    forget: () => {},
  }
  return { memo, trees, asked: () => asked }
}

test('listing nested folders asks for each a few times, and lists no more than the limits', async () => {
  const property = fc.asyncProperty(levels, async (shape) => {
    const { memo, trees, asked } = buildTrees(shape)
    const before = process.cpuUsage()
    const lister = openTreeLister(memo, (name) => name === 'dvc.yaml')
    await lister.read(['0'])
    const { files, cut } = lister.list('0').all()
    const paths = [...files.keys()]
    const { user, system } = process.cpuUsage(before)
    expect((user + system) / 1_000_000).toBeLessThan(MAX_CPU_SECONDS)
    expect(asked()).toBeLessThanOrEqual(2 * trees.size)
    expect(paths.length).toBeLessThanOrEqual(LIMITS.declaringFiles)
    const bytes = paths.map((path) => Buffer.byteLength(path))
    expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(LIMITS.declaringPathsBytes)
    expect(bytes.every((one) => one <= LIMITS.pathBytes)).toBe(true)
    expect(new Set(paths).size).toBe(paths.length)
    if (paths.length === LIMITS.declaringFiles) expect(cut).not.toBe(null)
  })
  await fc.assert(property, { numRuns: 5 * HOSTILE_RUNS })
}, 600_000)
