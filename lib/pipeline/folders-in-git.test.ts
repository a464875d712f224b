import { createHash } from 'node:crypto'
import { afterAll, expect, test } from 'vitest'
import { openYamlParser } from '@/lib/snapshot/yaml/open-yaml-parser'
import { createGitRepo, type TestFile } from '@/lib/testing/git-repo'
import { readTestPipeline } from './testing/read-test-pipeline'

const parser = openYamlParser()
afterAll(() => parser.close())

const md5 = (text: string) => createHash('md5').update(text).digest('hex')

const DIFFERS =
  'The folder "src" in Git differs from what the stage ran with, or files that Git does not have were in it.'
const UNREADABLE = 'Git has the folder "src", but not each of its files can be read.'

const SOURCE = { 'src/b.py': 'b\r\n', 'src/a/é.py': 'a' }
const listingOf = (b: string) =>
  `[{"md5": "${md5('a')}", "relpath": "a/\\u00e9.py"}, {"md5": "${md5(b)}", "relpath": "b.py"}]`
const folderLock = (kind: string, b: string) => {
  const hash = `md5: ${md5(listingOf(b))}.dir`
  return `schema: '2.0'\nstages: { t: { cmd: x, deps: [{ path: src, ${kind} ${hash} }] } }`
}

test.each<[string, string, Readonly<Record<string, TestFile>>, string, string | null]>([
  ['is the one that the stage ran with', folderLock('hash: md5,', 'b\r\n'), {}, 'fresh', null],
  ['has other ends of lines for DVC before 3.0', folderLock('', 'b\n'), {}, 'fresh', null],
  [
    'differs, perhaps by files that Git does not have',
    folderLock('hash: md5,', 'b\r\n'),
    { 'src/c.py': '' },
    'unknown',
    DIFFERS,
  ],
  [
    'has more files than are compared',
    folderLock('hash: md5,', 'b\r\n'),
    Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`src/${at}`, ''])),
    'unknown',
    'The folder "src" in Git has too many files to compare.',
  ],
  [
    'has a file of Git LFS',
    folderLock('hash: md5,', 'b\r\n'),
    {
      'src/b.py': `version https://git-lfs.github.com/spec/v1\noid sha256:${'ab'.repeat(32)}\nsize 1\n`,
    },
    'unknown',
    UNREADABLE,
  ],
  [
    'has a symbolic link, which is not followed',
    folderLock('hash: md5,', 'b\r\n'),
    { 'src/link': { mode: '120000', content: 'b.py' } },
    'unknown',
    UNREADABLE,
  ],
])('a folder in Git %s', async (_, lock, more, state, why) => {
  const repo = await createGitRepo()
  const dvc = 'stages: { t: { cmd: x, deps: [src] } }'
  const files = { 'dvc.yaml': dvc, 'dvc.lock': lock, ...SOURCE, ...more }
  const commit = await repo.commit({ files })
  const { pipeline, snapshot } = await readTestPipeline(repo, commit, parser)
  await snapshot.close()
  const [stage] = pipeline.roots[0]?.stages ?? []
  expect([stage?.state, stage?.why]).toEqual([state, why])
})
