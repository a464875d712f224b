import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { DEFAULT_LIMITS, type Limits, type Mirror } from '@/lib/git/mirror'
import { readSizes } from '@/lib/git/read-objects'
import { parseRemoteUrl } from '@/lib/git/remote-url'
import { updateMirror } from '@/lib/git/update-mirror'
import { createGitRepo, type GitRepo } from '@/lib/testing/git-repo'
import { createTempDir } from '@/lib/testing/temp-dir'
import type { BlobMemory } from './blob-memory'
import { openSnapshot } from './open-snapshot'
import { type FileFact, type FileForm, SpelledNumber } from './types'
import { openYamlParser, type YamlParser } from './yaml/open-yaml-parser'

function createMemory() {
  const poisoned = new Map<string, 'yaml-timeout' | 'yaml-parser-crashed'>()
  const memory: BlobMemory = {
    find: async (oid, form) => poisoned.get(`${oid} ${form}`),
    poison: async (oid, form, code) => void poisoned.set(`${oid} ${form}`, code),
  }
  return { poisoned, memory }
}

function mirrorOf(repo: GitRepo, dir: string, limits: Limits = DEFAULT_LIMITS): Mirror {
  const remote = parseRemoteUrl(repo.url, { kind: 'any' })
  return { dir, remote, home: createTempDir('home'), limits }
}

type Reading = {
  readonly mirror: Mirror
  readonly parser: YamlParser
  readonly memory: BlobMemory
}

async function read(
  { mirror, parser, memory }: Reading,
  commit: string,
  files: Readonly<Record<string, FileForm>>,
): Promise<readonly (FileFact | undefined)[]> {
  const snapshot = openSnapshot(mirror, { parser, known: memory })
  const requests = Object.entries(files).map(([path, form]) => ({ commit, path, form }))
  await snapshot.files(requests)
  const facts = requests.map(snapshot.look)
  await snapshot.close()
  return facts
}

/** A child that dies of every document which the block-style reader would not take. */
const DEADLY = `
import { readSync, writeSync } from 'node:fs'
writeSync(1, Buffer.alloc(4))
readSync(0, Buffer.alloc(65536))
process.abort()
`

test('a document that killed the parser is stored and never parsed again', async () => {
  const repo = await createGitRepo()
  const commit = await repo.commit({ files: { 'poison.yaml': 'a: [', 'good.json': '{}' } })
  const program = path.join(createTempDir('child'), 'child.mjs')
  writeFileSync(program, DEADLY)
  const { memory, poisoned } = createMemory()
  const mirror = mirrorOf(repo, repo.gitDir)
  const crashed = { kind: 'problem', code: 'yaml-parser-crashed', line: null }

  const deadly = openYamlParser({ program })
  const files = { 'poison.yaml': 'yaml', 'good.json': 'json' } as const
  const facts = await read({ mirror, parser: deadly, memory }, commit, files)
  expect(facts).toMatchObject([crashed, { kind: 'data', value: {} }])
  const oid = await repo.resolve('HEAD:poison.yaml')
  expect([...poisoned]).toEqual([[`${oid} yaml`, 'yaml-parser-crashed']])
  await deadly.close()

  // A closed parser would throw: the document is not even offered to it.
  const again = await read({ mirror, parser: deadly, memory }, commit, { 'poison.yaml': 'yaml' })
  expect(again).toMatchObject([{ ...crashed, oid, detail: 'ended the YAML parser' }])

  const parser = openYamlParser()
  const other = await read({ mirror, parser, memory }, commit, { 'poison.yaml': 'typed-yaml' })
  expect(other).toMatchObject([{ code: 'yaml-syntax' }])
  await parser.close()
})

async function clone(repo: GitRepo, limits: Limits): Promise<Mirror> {
  await repo.git(['config', 'uploadpack.allowFilter', 'true'])
  await repo.git(['config', 'uploadpack.allowAnySHA1InWant', 'true'])
  const mirror = mirrorOf(repo, path.join(createTempDir('mirror'), 'mirror.git'), limits)
  await updateMirror(mirror, () => {})
  return mirror
}

test('a partial clone fetches large metadata when it is wanted, and nothing for a stat', async () => {
  const repo = await createGitRepo()
  const files = {
    'dvc.lock': `a: ${'x'.repeat(300_000)}`,
    'other.lock': `b: ${'y'.repeat(300_000)}`,
    'huge/dvc.lock': randomBytes(40_000_000),
    'long.lock': `d: ${'z'.repeat(9_000_000)}`,
    'model.bin': Buffer.alloc(3_000_000, 1),
    CODEOWNERS: '#'.repeat(300_000),
    'a.yaml': 'a: [1]',
  }
  const commit = await repo.commit({ files })
  const mirror = await clone(repo, DEFAULT_LIMITS)
  const parser = openYamlParser()
  const reading = { mirror, parser, memory: createMemory().memory }
  const names = Object.keys(files).filter((name) => name !== 'a.yaml')
  const oids = await Promise.all(names.map((name) => repo.resolve(`HEAD:${name}`)))
  const sizes = async () => [...(await readSizes(mirror, oids)).values()]

  const stats = Object.fromEntries(names.map((name) => [name, 'stat'] as const))
  expect(await read(reading, commit, stats)).toMatchObject(names.map(() => ({ size: null })))
  expect(await sizes()).toEqual(names.map(() => 'missing'))

  const large = { kind: 'problem', code: 'file-too-large' }
  const packs = () => readdirSync(path.join(mirror.dir, 'objects/pack'))
  const forms = {
    'dvc.lock': 'typed-yaml',
    'other.lock': 'typed-yaml',
    'huge/dvc.lock': 'typed-yaml',
    'long.lock': 'typed-yaml',
    'model.bin': 'stat',
    CODEOWNERS: 'text',
    'a.yaml': 'yaml',
  } as const
  expect(await read(reading, commit, forms)).toMatchObject([
    { value: { a: files['dvc.lock'].slice(3) } },
    { value: { b: files['other.lock'].slice(3) } },
    { ...large, detail: '8,388,608 bytes or more (the limit is 8,388,608)' },
    { ...large, detail: '9,000,003 bytes (the limit is 8,388,608)' },
    { kind: 'stat', size: null },
    { ...large, detail: '262,144 bytes or more (the limit is 262,144)' },
    { value: { a: ['1'] } },
  ])
  expect((await sizes()).map((size) => (size === 'missing' ? size : size.size))).toEqual([
    300_003,
    300_003,
    'missing',
    9_000_003,
    'missing',
    'missing',
  ])
  expect(readdirSync(path.dirname(mirror.dir))).toEqual(['mirror.git'])
  const bytes = packs().map((name) => statSync(path.join(mirror.dir, 'objects/pack', name)).size)
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(1_000_000)
  await parser.close()
})

test('missing files of a partial clone with a smaller limit are fetched', async () => {
  const repo = await createGitRepo()
  const names = Array.from({ length: 20 }, (_, index) => `${index}.yaml`)
  const text = (name: string) => `name: "${name}"\nlist: [${'x, '.repeat(100)}]\n`
  const commit = await repo.commit({
    files: { ...Object.fromEntries(names.map((name) => [name, text(name)])), 'small.yaml': 'a: b' },
  })
  const mirror = await clone(repo, { ...DEFAULT_LIMITS, blobBytes: 100 })
  const oids = await Promise.all(names.map((name) => repo.resolve(`HEAD:${name}`)))
  expect([...(await readSizes(mirror, oids)).values()]).toEqual(names.map(() => 'missing'))
  const parser = openYamlParser()
  const reading = { mirror, parser, memory: createMemory().memory }
  const forms = Object.fromEntries([...names, 'small.yaml'].map((name) => [name, 'yaml'] as const))
  expect(await read(reading, commit, forms)).toMatchObject([
    ...names.map((name) => ({ kind: 'data', value: { name } })),
    { value: { a: 'b' } },
  ])
  await parser.close()
})

test('more files than fit into memory are read in batches', async () => {
  const repo = await createGitRepo()
  const names = Array.from({ length: 300 }, (_, index) => `${index}.yaml`)
  const text = (name: string) => `# ${'x'.repeat(20_000)}\nname: ${name}\n`
  const commit = await repo.commit({
    files: Object.fromEntries(names.map((name) => [name, text(name)])),
  })
  const parser = openYamlParser()
  const reading = { mirror: mirrorOf(repo, repo.gitDir), parser, memory: createMemory().memory }
  const forms = Object.fromEntries(names.map((name) => [name, 'yaml'] as const))
  expect(await read(reading, commit, forms)).toMatchObject(
    names.map((name) => ({ value: { name } })),
  )
  await parser.close()
})

test('reads TOML, Python, and files whose names say nothing', async () => {
  const repo = await createGitRepo()
  const files = {
    'p.toml': '[a]\nb = 1.0\n',
    'conf.py': 'LR = 0.5\nclass Train:\n    epochs = 7\n',
    'auc.metric': '0.588',
    'eval.txt': 'acc: 0.7\n',
    bad: 'a: [',
    'large.py': `# ${'x'.repeat(1024 * 1024)}`,
  }
  const commit = await repo.commit({ files })
  const parser = openYamlParser()
  const reading = { mirror: mirrorOf(repo, repo.gitDir), parser, memory: createMemory().memory }
  const forms = {
    'p.toml': 'toml',
    'conf.py': 'python',
    'auc.metric': 'data',
    'eval.txt': 'data',
    bad: 'data',
    'large.py': 'python',
  } as const
  expect(await read(reading, commit, forms)).toMatchObject([
    { kind: 'data', size: 12, value: { a: { b: new SpelledNumber('1.0', '1.0') } } },
    { kind: 'data', value: { LR: 0.5, Train: { epochs: 7 } } },
    { kind: 'data', value: 0.588 },
    { kind: 'data', value: { acc: 0.7 }, lines: { '/acc': 1 } },
    { kind: 'problem', code: 'yaml-syntax', line: 1 },
    { kind: 'problem', code: 'file-too-large' },
  ])
  await parser.close()
})

test('a stat knows what a Git LFS pointer stands for, and md5 hashes any content', async () => {
  const repo = await createGitRepo()
  const sha256 = '6f'.repeat(32)
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256}\nsize 90405214\n`
  const files = {
    'weights.bin': pointer,
    small: 'x',
    'model.bin': Buffer.alloc(300_000),
    'dos.txt': 'a\r\nb\r\n',
    'large.bin': Buffer.alloc(8 * 1024 * 1024 + 1),
  }
  const commit = await repo.commit({ files })
  const parser = openYamlParser()
  const reading = { mirror: mirrorOf(repo, repo.gitDir), parser, memory: createMemory().memory }
  const all = (form: FileForm) => Object.fromEntries(Object.keys(files).map((name) => [name, form]))
  expect(await read(reading, commit, all('stat'))).toMatchObject([
    { kind: 'stat', size: pointer.length, lfs: { sha256, size: 90405214 } },
    { kind: 'stat', size: 1, lfs: null },
    { kind: 'stat', size: 300_000, lfs: null },
    { kind: 'stat', size: 6, lfs: null },
    { kind: 'stat', size: 8_388_609, lfs: null },
  ])
  const zeros = createHash('md5').update(Buffer.alloc(300_000)).digest('hex')
  expect(await read(reading, commit, all('md5'))).toMatchObject([
    { kind: 'problem', code: 'file-lfs-pointer' },
    { kind: 'md5', size: 1, md5: '9dd4e461268c8034f5c8564e155c67a6', isText: true },
    { kind: 'md5', size: 300_000, md5: zeros, textMd5: zeros, isText: false },
    { kind: 'md5', textMd5: createHash('md5').update('a\nb\n').digest('hex'), isText: true },
    { kind: 'problem', code: 'file-too-large' },
  ])
  await parser.close()
})
