import { renameSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, afterEach, expect, test } from 'vitest'
import { DEFAULT_LIMITS, type Mirror } from '@/lib/git/mirror'
import { parseRemoteUrl } from '@/lib/git/remote-url'
import { createGitRepo, type GitRepo, type TestFile } from '@/lib/testing/git-repo'
import { createTempDir } from '@/lib/testing/temp-dir'
import type { BlobMemory } from './blob-memory'
import { openSnapshot, type Snapshot } from './open-snapshot'
import { type FileFact, type FileForm, SpelledNumber } from './types'
import { openYamlParser } from './yaml/open-yaml-parser'

const parser = openYamlParser()
afterAll(() => parser.close())

const NOTHING: BlobMemory = { find: async () => undefined, poison: async () => {} }

/** Reads the repository itself: what stands in it need not survive a transfer. */
function mirrorOf(repo: GitRepo): Mirror {
  const remote = parseRemoteUrl(repo.url, { kind: 'any' })
  return { dir: repo.gitDir, remote, home: createTempDir('home'), limits: DEFAULT_LIMITS }
}

const opened: Snapshot[] = []
afterEach(async () => {
  for (const snapshot of opened.splice(0)) await snapshot.close()
})

function open(mirror: Mirror): Snapshot {
  const snapshot = openSnapshot(mirror, { parser, known: NOTHING })
  opened.push(snapshot)
  return snapshot
}

async function readFiles(
  repo: GitRepo,
  commit: string,
  paths: Readonly<Record<string, FileForm>>,
): Promise<Record<string, FileFact | undefined>> {
  const snapshot = open(mirrorOf(repo))
  const requests = Object.entries(paths).map(([path, form]) => ({ commit, path, form }))
  expect(requests.map(snapshot.look)).toEqual(requests.map(() => undefined))
  await snapshot.files(requests)
  return Object.fromEntries(requests.map((request) => [request.path, snapshot.look(request)]))
}

const oid = expect.stringMatching(/^[0-9a-f]{40}$/)
const problem = (code: string, line: number | null = null) =>
  expect.objectContaining({ kind: 'problem', code, oid, line })

const isYaml = (name: string) => name.endsWith('.yaml')

test('reads files by form, at any depth', async () => {
  const repo = await createGitRepo()
  const commit = await repo.commit({
    files: {
      'artifacts.yaml': 'nn:\n  version: 1.10\n',
      'a/b/c/params.yaml': 'lr: 1.10\n',
      'metrics.json': '{"loss": NaN}',
      CODEOWNERS: '\ufeff* @ada\n',
      'model.bin': Buffer.alloc(300_000),
      'run.sh': { mode: '100755', content: 'run' },
    },
  })
  const facts = await readFiles(repo, commit, {
    'artifacts.yaml': 'yaml',
    'a/b/c/params.yaml': 'typed-yaml',
    'metrics.json': 'json',
    CODEOWNERS: 'text',
    'model.bin': 'stat',
    'run.sh': 'text',
  })
  expect(facts).toEqual({
    'artifacts.yaml': {
      kind: 'data',
      oid,
      size: 20,
      value: { nn: { version: '1.10' } },
      lines: { '/nn': 1, '/nn/version': 2 },
    },
    'a/b/c/params.yaml': {
      kind: 'data',
      oid,
      size: 9,
      value: { lr: new SpelledNumber('1.1', '1.10') },
      lines: { '/lr': 1 },
    },
    'metrics.json': {
      kind: 'data',
      oid,
      size: 13,
      value: { loss: new SpelledNumber('nan', 'NaN') },
      lines: {},
    },
    CODEOWNERS: { kind: 'text', oid, size: 10, text: '* @ada\n' },
    'model.bin': { kind: 'stat', oid, size: 300_000, lfs: null },
    'run.sh': { kind: 'text', oid, size: 3, text: 'run' },
  })
})

test('lists the files directly in a directory', async () => {
  const repo = await createGitRepo()
  const files = {
    '.github/workflows/b.yml': 'b',
    '.github/workflows/a.yaml': 'a',
    '.github/workflows/link.yml': { mode: '120000', content: 'a.yaml' },
    '.github/workflows/below/c.yml': 'c',
    '.github/dependabot.yml': 'd',
  }
  const commit = await repo.commit({ files })
  const snapshot = open(mirrorOf(repo))
  expect(await snapshot.directory(commit, '.github/workflows')).toEqual([
    '.github/workflows/a.yaml',
    '.github/workflows/b.yml',
  ])
  expect(await snapshot.directory(commit, '.github/dependabot.yml')).toEqual([])
  expect(await snapshot.directory(commit, 'nothing/here')).toEqual([])
})

test('a path that leads to no file is absent', async () => {
  const repo = await createGitRepo()
  const commit = await repo.commit({
    files: { 'dir/file': 'x', sub: { mode: '160000', content: 'a'.repeat(40) } },
  })
  const paths = [
    'none',
    'dir',
    'dir/none',
    'dir/file/x',
    'sub',
    'sub/x',
    '../dir/file',
    '',
    'DIR/file',
  ]
  const facts = await readFiles(
    repo,
    commit,
    Object.fromEntries(paths.map((path) => [path, 'yaml'])),
  )
  for (const path of paths) expect([path, facts[path]]).toEqual([path, { kind: 'absent' }])
})

const LFS = 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n'

/** Files with what is promised of them, in a form of theirs. */
const FILES: readonly [name: string, file: TestFile, form: FileForm, fact: unknown][] = [
  ['good.yaml', 'a: [1]', 'yaml', expect.objectContaining({ value: { a: ['1'] } })],
  ['fast.yaml', 'a: 1\n', 'typed-yaml', expect.objectContaining({ value: { a: 1 } })],
  ['good.json', '{"a": 1}', 'json', expect.objectContaining({ value: { a: 1 } })],
  ['good.txt', 'text', 'text', expect.objectContaining({ text: 'text' })],
  ['link.yaml', { mode: '120000', content: '/etc/passwd' }, 'yaml', problem('file-symlink')],
  ['link.stat', { mode: '120000', content: 'good.yaml' }, 'stat', problem('file-symlink')],
  ['module', { mode: '160000', content: 'b'.repeat(40) }, 'yaml', { kind: 'absent' }],
  ['lfs.yaml', LFS, 'yaml', problem('file-lfs-pointer')],
  ['lfs.json', LFS, 'json', problem('file-lfs-pointer')],
  [
    'large.lock',
    'a: '.padEnd(300 * 1024, 'x'),
    'typed-yaml',
    expect.objectContaining({ kind: 'data' }),
  ],
  ['large.yaml', 'a: '.padEnd(300 * 1024, 'x'), 'yaml', problem('file-too-large')],
  ['large.json', `"${'x'.repeat(300 * 1024)}"`, 'json', expect.objectContaining({ kind: 'data' })],
  ['large.txt', 'x'.repeat(300 * 1024), 'text', problem('file-too-large')],
  ['large.stat', 'y'.repeat(300 * 1024), 'stat', expect.objectContaining({ size: 307_200 })],
  ['latin1.yaml', Buffer.from('caf\xe9', 'latin1'), 'yaml', problem('file-not-utf8', 1)],
  ['latin1.txt', Buffer.from('caf\xe8', 'latin1'), 'text', problem('file-not-utf8', 1)],
  ['nul.txt', 'a\n\0', 'text', problem('file-control-characters', 2)],
  ['deep.yaml', '['.repeat(1_000), 'yaml', problem('yaml-too-deep', 1)],
  ['deep.json', '['.repeat(1_000), 'json', problem('json-too-deep', 1)],
  ['broken.yaml', 'a: 1\nb: [', 'yaml', problem('yaml-syntax', 2)],
  ['broken.json', '{', 'json', expect.objectContaining({ code: 'json-syntax' })],
  ['twice.yaml', 'a: 1\na: 2', 'yaml', problem('yaml-duplicate-key', 2)],
  ['tag.yaml', 'a: !!python/name:os.system', 'yaml', problem('yaml-tag', 1)],
]

test('one bad file never hides another', async () => {
  const repo = await createGitRepo()
  const subset = fc.shuffledSubarray([...FILES], { minLength: 1 })
  await fc.assert(
    fc.asyncProperty(subset, fc.constantFrom('', 'dir/'), async (files, dir) => {
      const placed = files.map(
        ([name, file, form, fact]) => [`${dir}${name}`, file, form, fact] as const,
      )
      const commit = await repo.commit({
        files: Object.fromEntries(placed.map(([path, file]) => [path, file])),
        parents: [],
      })
      const facts = await readFiles(
        repo,
        commit,
        Object.fromEntries(placed.map(([path, , form]) => [path, form])),
      )
      expect(facts).toEqual(Object.fromEntries(placed.map(([path, , , fact]) => [path, fact])))
    }),
    { numRuns: 15 },
  )
  const commit = await repo.commit({
    files: Object.fromEntries(FILES.map(([name, file]) => [name, file])),
    parents: [],
  })
  const facts = await readFiles(
    repo,
    commit,
    Object.fromEntries(FILES.map(([name, , form]) => [name, form])),
  )
  expect(facts).toEqual(Object.fromEntries(FILES.map(([name, , , fact]) => [name, fact])))
})

test('no object is read twice: all reads succeed again after the mirror is removed', async () => {
  const repo = await createGitRepo()
  const first = await repo.commit({ files: { 'a/artifacts.yaml': 'x: 1', 'b/c/dvc.yaml': 'y: 1' } })
  const second = await repo.commit({ files: { other: '1' }, message: 'second' })
  const snapshot = open(mirrorOf(repo))
  const ask = async () => {
    const requests = [first, second].flatMap((commit) => [
      { commit, path: 'a/artifacts.yaml', form: 'yaml' as const },
      { commit, path: 'b/c/dvc.yaml', form: 'stat' as const },
      { commit, path: 'b/none/dvc.yaml', form: 'yaml' as const },
    ])
    await snapshot.files(requests)
    await snapshot.list([second], isYaml)
    return [
      [...(await snapshot.commits([first, second])).values()],
      [...snapshot.listed(second, isYaml).all().files.keys()],
      requests.map(snapshot.look),
    ]
  }
  const answers = await ask()
  expect(answers).toMatchObject([
    [{ subject: 'commit' }, { subject: 'second', parents: [first] }],
    ['a/artifacts.yaml', 'b/c/dvc.yaml'],
    [
      { kind: 'data' },
      { kind: 'stat' },
      { kind: 'absent' },
      { kind: 'data' },
      { kind: 'stat' },
      { kind: 'absent' },
    ],
  ])
  renameSync(repo.dir, `${repo.dir}.gone`)
  expect(await ask()).toEqual(answers)
})

test('only the directories on the way are read', async () => {
  const repo = await createGitRepo()
  const commit = await repo.commit({ files: { 'a/x.yaml': 'x: 1', 'secret/deep/y.yaml': 'y: 1' } })
  const snapshot = open(mirrorOf(repo))
  const request = { commit, path: 'a/x.yaml', form: 'yaml' } as const
  await snapshot.files([request])
  expect(snapshot.look(request)).toMatchObject({ value: { x: '1' } })
  expect(snapshot.look({ ...request, path: 'secret/deep/y.yaml' })).toBeUndefined()
})

test('an object that is missing from the mirror is a problem of its file alone', async () => {
  const repo = await createGitRepo()
  const tree = (
    await repo.git(['hash-object', '-t', 'tree', '-w', '--literally', '--stdin'], 'not a tree')
  )
    .toString()
    .trim()
  const good = (await repo.git(['hash-object', '-w', '--stdin'], 'a: 1')).toString().trim()
  const lines = [
    `100644 blob ${good}\tgood.yaml`,
    `040000 tree ${tree}\tbroken`,
    `040000 tree ${'d'.repeat(40)}\tgone`,
    `100644 blob ${'e'.repeat(40)}\tgone.yaml`,
  ]
  const root = (
    await repo.git(
      ['mktree', '--missing'],
      `${lines.sort((a, b) => (a.slice(53) < b.slice(53) ? -1 : 1)).join('\n')}\n`,
    )
  )
    .toString()
    .trim()
  const commit = (await repo.git(['commit-tree', root, '-m', 'x'])).toString().trim()
  const snapshot = open({ ...mirrorOf(repo), limits: { ...DEFAULT_LIMITS, blobBytes: 1 } })
  const paths = ['good.yaml', 'broken/x.yaml', 'gone/x.yaml', 'gone.yaml']
  const requests = paths.map((path) => ({ commit, path, form: 'yaml' }) as const)
  const lost = { commit: 'f'.repeat(40), path: 'good.yaml', form: 'yaml' } as const
  await snapshot.files([...requests, lost])
  expect(requests.map(snapshot.look)).toEqual([
    expect.objectContaining({ value: { a: '1' } }),
    problem('file-missing-object'),
    problem('file-missing-object'),
    problem('file-missing-object'),
  ])
  expect(snapshot.look(lost)).toEqual(problem('file-missing-object'))
  await snapshot.list([commit, 'f'.repeat(40)], isYaml)
  expect([...snapshot.listed(commit, isYaml).all().files.keys()]).toEqual([
    'gone.yaml',
    'good.yaml',
  ])
  expect(snapshot.listed('f'.repeat(40), isYaml).all().files.size).toBe(0)
  expect((await snapshot.commits(['f'.repeat(40), root, commit])).size).toBe(1)
})
