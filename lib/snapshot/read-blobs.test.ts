import { writeFileSync } from 'node:fs'
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
import type { FileFact, FileForm } from './types'
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

test('a blob that a partial clone left out for its size is too large and is not fetched', async () => {
  const repo = await createGitRepo()
  const files = {
    'large.yaml': 'x'.repeat(300_000),
    'model.bin': Buffer.alloc(3_000_000, 1),
    'a.yaml': 'a: [1]',
  }
  const commit = await repo.commit({ files })
  const mirror = await clone(repo, DEFAULT_LIMITS)
  const parser = openYamlParser()
  const reading = { mirror, parser, memory: createMemory().memory }
  const large = { kind: 'problem', code: 'file-too-large', detail: '262,144 bytes or more' }
  const oids = await Promise.all(
    ['large.yaml', 'model.bin'].map((name) => repo.resolve(`HEAD:${name}`)),
  )
  expect(
    await read(reading, commit, { 'large.yaml': 'yaml', 'model.bin': 'stat', 'a.yaml': 'yaml' }),
  ).toMatchObject([
    { ...large, oid: oids[0] },
    { kind: 'stat', oid: oids[1], size: null },
    { value: { a: ['1'] } },
  ])
  expect([...(await readSizes(mirror, oids)).values()]).toEqual(['missing', 'missing'])
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
