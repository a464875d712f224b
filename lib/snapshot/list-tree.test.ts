import { expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '@/lib/git/mirror'
import { openObjects } from '@/lib/git/open-objects'
import { parseRemoteUrl } from '@/lib/git/remote-url'
import { createGitRepo, type GitRepo } from '@/lib/testing/git-repo'
import { createTempDir } from '@/lib/testing/temp-dir'
import { openBudget } from './budget'
import { openTreeLister } from './list-tree'
import { openTreeMemo } from './open-tree-memo'

const budget = openBudget({ held: 100_000_000, total: 100_000_000 })
const NAMES = new Set(['artifacts.yaml', 'dvc.yaml'])

async function listAll(repo: GitRepo, tree: string) {
  const remote = parseRemoteUrl(repo.url, { kind: 'any' })
  const home = createTempDir('home')
  const objects = openObjects({ dir: repo.gitDir, remote, home, limits: DEFAULT_LIMITS })
  const lister = openTreeLister(openTreeMemo(objects, budget), (name) => NAMES.has(name))
  await lister.read([tree])
  await objects.close()
  const { files, cut } = lister.list(tree).all()
  return { paths: [...files.keys()], cut }
}

async function list(repo: GitRepo, tree: string): Promise<readonly string[]> {
  return (await listAll(repo, tree)).paths
}

async function hashBlob(repo: GitRepo): Promise<string> {
  return (await repo.git(['hash-object', '-w', '--stdin'], 'x')).toString().trim()
}

/** A tree in which each of `levels` folders has two names of `length` characters for the folder below. */
async function growTwins(repo: GitRepo, levels: number, length: number): Promise<string> {
  let tree = await mktree(repo, [`100644 blob ${await hashBlob(repo)}\tdvc.yaml`])
  for (let level = 0; level < levels; level += 1) {
    const names = ['a', 'b'].map((name) => `040000 tree ${tree}\t${name.repeat(length)}`)
    tree = await mktree(repo, names)
  }
  return tree
}

async function mktree(repo: GitRepo, lines: readonly string[]): Promise<string> {
  return (await repo.git(['mktree'], `${lines.join('\n')}\n`)).toString().trim()
}

test('lists files and symlinks of the names, sorted, at every depth', async () => {
  const repo = await createGitRepo()
  await repo.commit({
    files: {
      'dvc.yaml': '1',
      'b/artifacts.yaml': '1',
      'b/c/d/dvc.yaml': '1',
      'b/c/d/dvc.lock': '1',
      'a/artifacts.yaml': { mode: '120000', content: '../b/artifacts.yaml' },
      'é/dvc.yaml': '1',
      'x/artifacts.yaml/file': '1',
      'y/dvc.yaml': { mode: '160000', content: 'a'.repeat(40) },
    },
  })
  expect(await list(repo, await repo.resolve('HEAD^{tree}'))).toEqual([
    'a/artifacts.yaml',
    'b/artifacts.yaml',
    'b/c/d/dvc.yaml',
    'dvc.yaml',
    'é/dvc.yaml',
  ])
})

test('does not look below 64 levels', async () => {
  const repo = await createGitRepo()
  const at = (levels: number) => `${'d/'.repeat(levels)}dvc.yaml`
  await repo.commit({ files: { [at(0)]: '1', [at(63)]: '1', [at(64)]: '1', [at(100)]: '1' } })
  expect(await list(repo, await repo.resolve('HEAD^{tree}'))).toEqual([at(63), at(0)])
})

test('a tree with 10^10 paths is listed in bounded time', async () => {
  const repo = await createGitRepo()
  const blob = await hashBlob(repo)
  const grow = async (leaf: string, levels: number) => {
    let tree = await mktree(repo, [`100644 blob ${blob}\t${leaf}`])
    for (let level = 0; level < levels; level += 1) {
      const names = Array.from({ length: 10 }, (_, index) => `040000 tree ${tree}\td${index}`)
      tree = await mktree(repo, names)
    }
    return tree
  }
  expect(await list(repo, await grow('other.yaml', 10))).toEqual([])
  expect((await list(repo, await grow('dvc.yaml', 3))).length).toBe(1_000)
  expect((await list(repo, await grow('dvc.yaml', 10))).length).toBe(50_000)
})

const TOO_LONG = 'the limits are 4,096 bytes, 64 segments and 255 bytes a segment'

test.each([
  // 2^63 paths of 16 KB.
  { levels: 63, length: 250, paths: 0, cut: `paths of files: ${TOO_LONG}` },
  // 2^62 folders, and each path is a few bytes too long.
  { levels: 62, length: 65, paths: 0, cut: 'entries: the limit is 500,000' },
  { levels: 1, length: 256, paths: 0, cut: `paths of files: ${TOO_LONG}` },
  // 2^15 paths of 3.7 KB.
  { levels: 15, length: 250, paths: 2_223, cut: 'paths of files: the limit is 8,388,608 bytes' },
  { levels: 3, length: 255, paths: 8, cut: null },
])('$levels levels with two names of $length characters', async (tree) => {
  const repo = await createGitRepo()
  const listing = await listAll(repo, await growTwins(repo, tree.levels, tree.length))
  expect([listing.paths.length, listing.cut]).toEqual([tree.paths, tree.cut])
})

test('a chain of folders that is reached at each of its levels', async () => {
  const repo = await createGitRepo()
  const chain = [await mktree(repo, [`100644 blob ${await hashBlob(repo)}\tdvc.yaml`])]
  for (let level = 0; level < 200; level += 1) {
    chain.push(await mktree(repo, [`040000 tree ${chain.at(-1)}\td`]))
  }
  const names = chain.map((tree, level) => `040000 tree ${tree}\t${level}`)
  const { paths } = await listAll(repo, await mktree(repo, names))
  // The folders 0 to 62 hold a path of at most 64 segments.
  expect(paths.length).toBe(63)
})
