import { afterAll, afterEach, expect, test } from 'vitest'
import { DEFAULT_LIMITS, type Mirror } from '@/lib/git/mirror'
import { openObjects } from '@/lib/git/open-objects'
import { parseRemoteUrl } from '@/lib/git/remote-url'
import { isCut } from '@/lib/repo-data/limits'
import { createGitRepo, type GitRepo } from '@/lib/testing/git-repo'
import { createTempDir } from '@/lib/testing/temp-dir'
import type { BlobMemory } from './blob-memory'
import { openBudget } from './budget'
import { openSnapshot, type Snapshot } from './open-snapshot'
import { openTreeMemo } from './open-tree-memo'
import { parseCommitObject } from './parse-commit-object'
import { parseTagObject } from './parse-tag-object'
import { findIndexedEntry, findTreeEntry, indexTree } from './parse-tree-object'
import { openYamlParser } from './yaml/open-yaml-parser'

const parser = openYamlParser()
afterAll(() => parser.close())

const NOTHING: BlobMemory = { find: async () => undefined, poison: async () => {} }
const OID = '1'.repeat(40)
const WHO = 'Ada Example <ada@example.com> 1767225600 +0000'

function mirrorOf(repo: GitRepo): Mirror {
  const remote = parseRemoteUrl(repo.url, { kind: 'any' })
  return { dir: repo.gitDir, remote, home: createTempDir('home'), limits: DEFAULT_LIMITS }
}

const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
})

function open(repo: GitRepo): Snapshot {
  const snapshot = openSnapshot(mirrorOf(repo), { parser, known: NOTHING })
  opened.push(snapshot)
  return snapshot
}

test.each([
  ['1 MB', 'x'.repeat(1_000_000), 16_384],
  ['1 MB of two bytes each', 'é'.repeat(500_000), 16_384],
  ['white space around', `${'\n'.repeat(500_000)}text${' '.repeat(500_000)}`, 4],
  ['16 KiB', 'x'.repeat(16_384), 16_384],
  ['16 KiB and a byte', 'x'.repeat(16_385), 16_384],
])('the message of a tag is limited: %s', (_, message, bytes) => {
  const text = `object ${OID}\ntype commit\ntag m@v1.0.0\ntagger ${WHO}\n\n${message}`
  const tag = parseTagObject(Buffer.from(text))
  if (tag.kind !== 'tag') throw new Error(tag.code)
  expect(Buffer.byteLength(tag.message)).toBe(bytes)
  expect(isCut(tag.message)).toBe(Buffer.byteLength(message.trim()) > 16_384)
})

test('names in a tag are cut, in UTF-8 and in other encodings', () => {
  const head = `object ${OID}\ntype commit\ntag ${'\xff'.repeat(500_000)}\n`
  const tagger = `tagger ${'é'.repeat(500)} <${'\xff'.repeat(1000)}> 1767225600 +0000\n\ntext`
  const bytes = Buffer.concat([
    Buffer.from(head, 'latin1'),
    Buffer.from(tagger.replaceAll('é', '\xc3\xa9'), 'latin1'),
  ])
  const tag = parseTagObject(bytes)
  if (tag.kind !== 'tag') throw new Error(tag.code)
  expect(tag.name).toBe('\\xff'.repeat(256))
  expect(tag.tagger).toEqual({
    name: `${'é'.repeat(122)} … [cut]`,
    email: `${'ÿ'.repeat(122)} … [cut]`,
  })
})

test('a commit is read from its start', () => {
  const head = `tree ${OID}\nparent ${OID}\nauthor ${WHO}\ncommitter ${WHO}\n`
  const large = Buffer.from(`${head}\nsubject\n\n${'x'.repeat(5_000_000)}`)
  expect(parseCommitObject(OID, large.subarray(0, 65_536), large.length)).toMatchObject({
    subject: 'subject',
    parents: [OID],
  })
  const signed = Buffer.from(`${head}gpgsig ${'x\n '.repeat(5_000_000)}\n\nsubject`)
  expect(parseCommitObject(OID, signed.subarray(0, 65_536), signed.length)).toMatchObject({
    tree: OID,
    author: { name: 'Ada Example' },
    subject: '',
  })
})

test('a subject is not cut inside a character, and a commit has no more parents than a merge', () => {
  const parents = `parent ${OID}\n`.repeat(1_000)
  const text = `tree ${OID}\n${parents}author ${WHO}\ncommitter ${WHO}\n\n${'日'.repeat(1000)}`
  const commit = parseCommitObject(OID, Buffer.from(text))
  expect(commit?.subject).toBe('日'.repeat(333))
  expect(commit?.parents.length).toBe(100)
})

function entry(name: string): Buffer {
  return Buffer.concat([Buffer.from(`100644 ${name}\0`), Buffer.alloc(20, name)])
}

test('an index of a tree finds what a search from its start finds', () => {
  const names = ['b', 'a', 'c', 'é', 'a', 'aa', 'B', 'a.b', 'a/'.slice(0, 1), 'zz']
  const body = Buffer.concat(names.map(entry))
  for (const bytes of [body, Buffer.concat([body, Buffer.from('100644 x')]), Buffer.alloc(0)]) {
    const index = indexTree(bytes)
    for (const name of [...names, 'x', '', 'aaa', 'A']) {
      const wanted = Buffer.from(name)
      expect(findIndexedEntry(bytes, index, wanted)).toEqual(findTreeEntry(bytes, wanted))
    }
  }
})

test('a folder that is too large is a problem of what lies below it alone', async () => {
  const repo = await createGitRepo()
  const many = Object.fromEntries(
    Array.from({ length: 15_000 }, (_, at) => [`large/${`${at}`.padStart(255, 'x')}`, 'x']),
  )
  const commit = await repo.commit({
    files: { ...many, 'large/metrics.json': '{}', 'm.json': '{}' },
  })
  const snapshot = open(repo)
  const requests = ['m.json', 'large/metrics.json', 'large/below/m.json'].map(
    (path) => ({ commit, path, form: 'json' }) as const,
  )
  expect(await snapshot.files(requests)).toBe('all')
  const [whole, ...below] = requests.map(snapshot.look)
  expect(whole).toMatchObject({ kind: 'data', value: {} })
  const detail = expect.stringMatching(/^4,\d{3},\d{3} bytes \(the limit is 4,194,304\)$/)
  expect(below).toMatchObject([
    { kind: 'problem', code: 'directory-too-large', detail },
    { kind: 'problem', code: 'directory-too-large', detail },
  ])
})

test('trees are held only up to the limit', async () => {
  const repo = await createGitRepo()
  const files = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`d${at}/x`, `${at}`]))
  await repo.commit({ files })
  const objects = openObjects(mirrorOf(repo))
  opened.push(objects)
  const root = await repo.resolve('HEAD^{tree}')
  const size = Number(await repo.git(['cat-file', '-s', root]))
  const trees = openTreeMemo(objects, openBudget({ held: size + 100, total: size + 200 }))
  expect(await trees.read([root])).toBe(true)
  const below = trees.entries(root).map(({ oid }) => oid)
  // A tree of one short name takes 29 bytes.
  expect(await trees.read(below)).toBe(false)
  expect(
    below.map((oid) => trees.walk(oid, ['x']).kind).filter((kind) => kind === 'entry'),
  ).toEqual(['entry', 'entry', 'entry'])
  trees.forget()
  expect(await trees.read(below)).toBe(true)
  expect(below.map((oid) => trees.walk(oid, ['x']))).toMatchObject([
    ...Array.from({ length: 3 }, () => ({ kind: 'entry' })),
    ...Array.from({ length: 17 }, () => ({ kind: 'too-large', size: null })),
  ])
})

test('files that do not fit into memory together are read after others are released', async () => {
  const repo = await createGitRepo()
  const text = (at: number) => `${at}`.padEnd(250_000, 'x')
  const files = Object.fromEntries(Array.from({ length: 150 }, (_, at) => [`${at}.txt`, text(at)]))
  const commit = await repo.commit({ files })
  const snapshot = open(repo)
  const requests = Object.keys(files).map((path) => ({ commit, path, form: 'text' }) as const)
  expect(await snapshot.files(requests)).toBe('part')
  const unread = requests.filter((request) => snapshot.look(request) === undefined)
  // 32 MiB hold 134 of them.
  expect(unread.length).toBe(16)
  snapshot.refuse(unread.slice(0, 1))
  expect(snapshot.look(unread[0] ?? { commit, path: '', form: 'text' })).toMatchObject({
    code: 'file-too-large',
    detail:
      'the files of one artifact: the limits are 33,554,432 bytes, and 134,217,728 for the folders on the way',
  })
  snapshot.forget()
  expect(await snapshot.files(unread)).toBe('all')
  expect(unread.map((request) => snapshot.look(request)?.kind)).toEqual(unread.map(() => 'text'))
})
