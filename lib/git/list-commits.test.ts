import { beforeAll, describe, expect, test } from 'vitest'
import { createTestMirror } from '@/lib/testing/git-mirror'
import { createGitRepo, type GitRepo } from '@/lib/testing/git-repo'
import { GitError } from './git-error'
import { isAncestor } from './is-ancestor'
import { listCommits } from './list-commits'
import type { Mirror } from './mirror'
import { updateMirror } from './update-mirror'

const BOB = { name: 'Bob Größe', email: 'bob@example.com' }

let repo: GitRepo
let mirror: Mirror
const oids: Record<string, string> = {}

beforeAll(async () => {
  repo = await createGitRepo()
  oids.first = await repo.commit({
    message: 'Start\n\nwith a body',
    at: 1767225600,
    files: { 'models/a[1].bin': 'one', 'models/a1.bin': 'one' },
  })
  oids.second = await repo.commit({
    message: 'Train churn',
    at: 1767225700,
    author: BOB,
    files: { 'models/a[1].bin': 'two' },
  })
  oids.side = await repo.commit({
    branch: 'feature/x',
    parents: [oids.second],
    message: 'Side',
    at: 1767225800,
  })
  oids.third = await repo.commit({ message: 'Tune [a-z].*', at: 1767225900 })
  oids.merge = await repo.commit({
    message: '',
    at: 1767226000,
    parents: [oids.third, oids.side],
  })
  mirror = createTestMirror(repo.url)
  await updateMirror(mirror, () => {})
})

async function search(branch: string, query: string, limit = 50, paths: readonly string[] = []) {
  const found = await listCommits(mirror, { branch, query, limit, paths })
  const names = Object.entries(oids)
  return (
    found && {
      ...found,
      commits: found.commits.map(({ oid }) => names.find(([, known]) => known === oid)?.[0]),
    }
  )
}

describe('commits of a branch', () => {
  test('are listed newest first', async () => {
    const all = { commits: ['merge', 'third', 'side', 'second', 'first'], isComplete: true }
    expect(await search('main', '')).toEqual(all)
    expect(await search('feature/x', '  ')).toEqual({
      commits: ['side', 'second', 'first'],
      isComplete: true,
    })
  })

  test('can be those that changed one of some paths, which are no patterns', async () => {
    const both = { commits: ['second', 'first'], isComplete: true }
    const first = { commits: ['first'], isComplete: true }
    expect(await search('main', '', 50, ['models/a[1].bin'])).toEqual(both)
    expect(await search('main', '', 50, ['models/a1.bin'])).toEqual(first)
    expect(await search('main', '', 50, ['none', 'models'])).toEqual(both)
    expect(await search('main', 'start', 50, ['models'])).toEqual(first)
    expect(await search('main', '', 50, ['none'])).toEqual({ commits: [], isComplete: true })
    await expect(search('main', '', 50, ['../outside'])).rejects.toThrow(GitError)
  })

  test('have the fields that a picker shows', async () => {
    const list = await listCommits(mirror, { branch: 'main', query: 'train', limit: 5 })
    expect(list?.commits).toEqual([
      { oid: oids.second, subject: 'Train churn', author: 'Bob Größe', committedAt: 1767225700 },
    ])
    const merge = await listCommits(mirror, { branch: 'main', query: '', limit: 1 })
    expect(merge).toEqual({
      commits: [{ oid: oids.merge, subject: '', author: 'Ada Example', committedAt: 1767226000 }],
      isComplete: false,
    })
  })

  test.each([
    ['CHURN', ['second']],
    ['größe', ['second']],
    ['bob', ['second']],
    ['with a body', []],
    ['[a-z].*', ['third']],
    ['.*', ['third']],
    ['--all', []],
    ['ada', ['merge', 'third', 'side', 'first']],
  ])('are filtered by %j', async (query, commits) => {
    expect(await search('main', query)).toEqual({ commits, isComplete: true })
  })

  test('are found by the start of their id', async () => {
    expect(await search('main', oids.side?.slice(0, 9) ?? '')).toMatchObject({ commits: ['side'] })
    expect(await search('main', oids.side?.toUpperCase() ?? '')).toMatchObject({
      commits: ['side'],
    })
  })

  test('are limited to the requested number', async () => {
    expect(await search('main', '', 2)).toEqual({ commits: ['merge', 'third'], isComplete: false })
    expect(await search('main', '', 5)).toMatchObject({ isComplete: true })
  })

  test.each(['nope', 'feature', 'mai', 'main^', '*', '--all', '', '../tags/x', 'main\n', '@{-1}'])(
    'of %j, which is no branch',
    async (branch) => {
      expect(await search(branch, '')).toBeNull()
    },
  )
})

describe('whether a commit is on a branch', () => {
  test.each([
    ['first', ['merge'], true],
    ['merge', ['merge'], true],
    ['side', ['third'], false],
    ['side', ['third', 'side'], true],
    ['merge', ['third', 'side'], false],
    ['first', [], false],
  ])('%s, of %j: %j', async (commit, tips, expected) => {
    const ids = tips.map((name) => oids[name] ?? '')
    expect(await isAncestor(mirror, oids[commit] ?? '', ids)).toBe(expected)
  })

  test('throws for a missing commit', async () => {
    const absent = '1'.repeat(40)
    const error = { name: 'GitError', code: 'not-found', oid: absent }
    await expect(isAncestor(mirror, absent, [oids.first ?? ''])).rejects.toMatchObject(error)
    await expect(isAncestor(mirror, oids.first ?? '', [absent])).rejects.toMatchObject(error)
    const tree = await repo.resolve('HEAD^{tree}')
    await expect(isAncestor(mirror, tree, [])).rejects.toMatchObject({ code: 'not-found' })
  })
})

test('a subject as long as a repository hides no other commit and is not held in memory', async () => {
  const long = await createGitRepo()
  await long.commit({ message: 'Before', at: 1767225600 })
  await long.commit({ message: 'x'.repeat(20_000_000), at: 1767225700 })
  await long.commit({ message: 'After', at: 1767225800 })
  const copy = createTestMirror(long.url)
  await updateMirror(copy, () => {})
  const list = await listCommits(copy, { branch: 'main', query: '', limit: 5 })
  expect(list?.commits.map(({ subject }) => subject.slice(0, 10))).toEqual([
    ...['After', 'xxxxxxxxxx', 'Before'],
  ])
  expect(list?.commits[1]?.subject.length).toBeLessThan(200_000)
})
