import { expect, test } from 'vitest'
import { createGitRepo } from '@/lib/testing/git-repo'
import { createTempDir } from '@/lib/testing/temp-dir'
import { listCommitsBetween } from './list-commits-between'
import { DEFAULT_LIMITS } from './mirror'
import { parseRemoteUrl } from './remote-url'

async function openFork() {
  const repo = await createGitRepo()
  const base = await repo.commit({ files: { 'a.py': '1\n', 'b.txt': '1\n' }, message: 'Base' })
  const from = await repo.commit({ files: { 'b.txt': '2\n' }, message: 'Only in from' })
  const code = await repo.commit({
    ...{ branch: 'other', parents: [base], at: 1_800_000_000 },
    ...{ files: { 'a.py': '2\n' }, message: 'Change the code\n\nWhy.' },
  })
  const to = await repo.commit({
    branch: 'other',
    files: { 'b.txt': '3\n', 'a.py': '3\n', 'é "x".txt': '' },
    message: 'Change all',
  })
  const remote = parseRemoteUrl(repo.url, { kind: 'any' })
  const mirror = { dir: repo.gitDir, remote, home: createTempDir('home'), limits: DEFAULT_LIMITS }
  const list = async (paths: readonly string[], limit = 20) =>
    (await listCommitsBetween(mirror, { from, to }, { paths, limit })).map((one) =>
      [one.of, one.subject, ...one.files].join(' | '),
    )
  return { from, code, to, mirror, list }
}

test('the commits of either side are listed with the files that they changed', async () => {
  const { from, to, code, mirror, list } = await openFork()
  expect((await list([])).toSorted()).toEqual([
    'from | Only in from | b.txt',
    'to | Change all | a.py | b.txt | "é \\"x\\".txt"',
    'to | Change the code | a.py',
  ])
  expect((await list(['b.txt'])).toSorted()).toEqual([
    'from | Only in from | b.txt',
    'to | Change all | b.txt',
  ])
  expect(await list(['a.py'], 1)).toEqual(['to | Change all | a.py'])
  expect(await list(['none', ':(glob)**', '--help'])).toEqual([])
  const [, older] = await listCommitsBetween(mirror, { from, to }, { paths: ['a.py'], limit: 9 })
  expect(older).toEqual({
    ...{ commit: code, of: 'to', author: 'Ada Example', subject: 'Change the code' },
    ...{ committedAt: 1_800_000_000, files: ['a.py'] },
  })
})

test('one commit has nothing between', async () => {
  const { from, mirror } = await openFork()
  expect(await listCommitsBetween(mirror, { from, to: from }, { paths: [], limit: 9 })).toEqual([])
})
