import { expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '@/lib/git/mirror'
import { parseRemoteUrl } from '@/lib/git/remote-url'
import { createGitRepo, type TestFile } from '@/lib/testing/git-repo'
import { createTempDir } from '@/lib/testing/temp-dir'
import { readFrom } from './read-code-diff'

type Files = Readonly<Record<string, TestFile>>
type Asked = {
  readonly paths?: readonly string[] | null
  readonly traced?: readonly string[] | null
  readonly file?: string | null
}

async function openPair(before: Files, after: Files) {
  const repo = await createGitRepo()
  const from = await repo.commit({ files: before })
  const to = await repo.commit({ files: after })
  const remote = parseRemoteUrl(repo.url, { kind: 'any' })
  const mirror = { dir: repo.gitDir, remote, home: createTempDir('home'), limits: DEFAULT_LIMITS }
  const read = async ({ paths = null, traced = null, file = null }: Asked = {}) => {
    const found = await readFrom(mirror, { from, to, paths, traced, file })
    if (found === null) throw new Error('no diff')
    return found
  }
  return { repo, mirror, from, to, read }
}

const LINES = Array.from({ length: 12 }, (_, at) => `line ${at}`)
const TEXT = `${LINES.join('\n')}\n`

test('a changed file has its lines, and others are counted', async () => {
  const { read, to } = await openPair(
    { 'src/a.py': TEXT, 'b.txt': '1\n' },
    { 'src/a.py': TEXT.replace('line 5', 'line five'), 'b.txt': '2\n' },
  )
  const { diff, contents } = await read({ paths: ['src'], traced: ['b.txt'] })
  expect(diff).toEqual({
    files: [
      {
        ...{ path: 'src/a.py', oldPath: null, status: 'changed', kind: 'text' },
        ...{ added: 1, removed: 1, why: null, cut: false },
        hunks: [
          {
            ...{ oldStart: 3, newStart: 3, context: 'line 1', marks: [] },
            lines: [
              ...[' line 2', ' line 3', ' line 4', '-line 5', '+line five'],
              ...[' line 6', ' line 7', ' line 8'],
            ],
          },
        ],
      },
    ],
    ...{ total: 1, others: 1 },
    commits: {
      items: [
        {
          ...{ commit: to, of: 'to', author: 'Ada Example', subject: 'commit' },
          ...{ committedAt: '2026-01-01T00:00:00.000Z', files: ['b.txt'], fileCount: 1 },
        },
      ],
      hasMore: false,
    },
  })
  expect([...contents.keys()]).toEqual(['src/a.py'])
})

const POINTER = `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 5\n`
const link = (content: string) => ({ mode: '120000', content })
const submodule = (digit: string) => ({ mode: '160000', content: digit.repeat(40) })

test('each kind of file is named as such', async () => {
  const { read } = await openPair(
    {
      ...{ 'old.py': TEXT, 'm.pkl': Buffer.from([0, 1]), 'm.bin': POINTER, link: link('/etc/a') },
      ...{ sub: submodule('a'), 'data.csv.dvc': 'outs:\n- md5: a\n', run: 'x\n', turned: 'a\n' },
      ...{ 'large.txt': 'a'.repeat(300_000), gone: 'a\n' },
    },
    {
      ...{ 'old.py': null, 'new.py': TEXT.replace('line 5', 'line five') },
      ...{ 'm.pkl': Buffer.from([0, 2]), 'm.bin': POINTER.replace('size 5', 'size 6') },
      ...{ link: link('/etc/passwd'), sub: submodule('b'), 'data.csv.dvc': 'outs:\n- md5: b\n' },
      ...{ run: { mode: '100755', content: 'x\n' }, turned: link('a') },
      ...{ 'large.txt': 'b'.repeat(300_000), gone: null },
    },
  )
  const { diff } = await read()
  const shown = diff.files.map(({ path, oldPath, status, kind, added, removed, why }) =>
    [path, oldPath, status, kind, added, removed, why].join(' '),
  )
  expect(shown).toEqual([
    'data.csv.dvc  changed dvc 1 1 ',
    'gone  removed text 0 1 ',
    'large.txt  changed text   large',
    'link  changed link 1 1 ',
    'm.bin  changed lfs 1 1 ',
    'm.pkl  changed binary   none',
    'new.py old.py renamed text 1 1 ',
    'run  mode text   none',
    'sub  changed submodule   none',
    'turned  mode link   none',
  ])
})

test('names of any form are read as names', async () => {
  const names = ['--help', ':(glob)**', '*', 'a\t"b"\n.py', '$(id)', '<b>.py', 'é.py']
  const build = (text: string) => Object.fromEntries(names.map((name) => [name, text]))
  const { read } = await openPair(build('1\n'), build('2\n'))
  const { diff } = await read()
  expect(diff.files.map(({ path }) => path).toSorted()).toEqual(names.toSorted())
  expect(new Set(diff.files.map(({ hunks }) => hunks?.[0]?.lines.join('|')))).toEqual(
    new Set(['-1|+2']),
  )
})

test('drivers and filters of the repository are not run', async () => {
  const attributes = '*.py diff=evil binary filter=evil\n'
  const { read, repo } = await openPair(
    { '.gitattributes': attributes, 'a.py': '1\n' },
    { 'a.py': '2\n' },
  )
  await repo.git(['config', 'diff.evil.command', 'touch evil'])
  await repo.git(['config', 'diff.evil.textconv', 'touch evil'])
  const { diff } = await read()
  expect(diff.files[0]?.hunks?.[0]?.lines).toEqual(['-1', '+2'])
})

test('of 10,000 files 300 are listed, and only the first lines of them', async () => {
  const build = (text: string) =>
    Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`src/${at}.py`, text]))
  const { read } = await openPair(build('a\n'.repeat(200)), build('b\n'.repeat(200)))
  const { diff } = await read()
  expect([diff.files.length, diff.total]).toEqual([300, 10_000])
  expect(diff.files.filter(({ hunks }) => hunks !== null).length).toBe(3)
})

test('a large change is read when its file is asked for, and cut', async () => {
  const { read } = await openPair({ 'a.py': 'a\n' }, { 'a.py': 'b\n'.repeat(5_000) })
  const closed = (await read()).diff.files[0]
  expect([closed?.added, closed?.why, closed?.hunks]).toEqual([5_000, 'closed', null])
  const open = (await read({ file: 'a.py' })).diff.files[0]
  expect([open?.hunks?.[0]?.lines.length, open?.cut]).toEqual([3_000, true])
})

test('a content that the mirror lacks is named, and renamed files are found by their ids', async () => {
  const { repo, mirror, from } = await openPair({ 'a.py': '1\n', b: 'x' }, {})
  const same = await repo.resolve(`${from}:b`)
  const tree = `100644 blob ${'e'.repeat(40)}\ta.py\n100644 blob ${same}\tc\n`
  const made = await repo.git(['mktree', '--missing'], tree)
  const commit = await repo.git(['commit-tree', '-m', 'a', String(made).trim()], '')
  const pair = { from, to: String(commit).trim(), paths: null, traced: null, file: null }
  const read = await readFrom(mirror, pair)
  expect(read?.diff.files.map(({ path, oldPath, why }) => [path, oldPath, why])).toEqual([
    ['a.py', null, 'missing'],
    ['c', 'b', 'none'],
  ])
})

test('a commit that the mirror lacks has no diff', async () => {
  const { mirror, from } = await openPair({ a: '1' }, { a: '2' })
  const to = 'f'.repeat(40)
  expect(await readFrom(mirror, { from, to, paths: null, traced: null, file: null })).toBe(null)
})
