import { expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '@/lib/git/mirror'
import { openObjects } from '@/lib/git/open-objects'
import { parseRemoteUrl } from '@/lib/git/remote-url'
import { createGitRepo, type GitRepo } from '@/lib/testing/git-repo'
import { createTempDir } from '@/lib/testing/temp-dir'
import { listTree } from './list-tree'
import { openTreeMemo } from './open-tree-memo'

const NAMES = new Set(['artifacts.yaml', 'dvc.yaml'])

async function list(repo: GitRepo, tree: string): Promise<readonly string[]> {
  const remote = parseRemoteUrl(repo.url, { kind: 'any' })
  const home = createTempDir('home')
  const objects = openObjects({ dir: repo.gitDir, remote, home, limits: DEFAULT_LIMITS })
  const paths = await listTree(openTreeMemo(objects), tree, NAMES)
  await objects.close()
  return paths
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

test('a tree with 10^10 paths is listed at once, and not for ever', async () => {
  const repo = await createGitRepo()
  const blob = (await repo.git(['hash-object', '-w', '--stdin'], 'x')).toString().trim()
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
