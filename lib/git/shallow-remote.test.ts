import path from 'node:path'
import { expect, test } from 'vitest'
import { createTestMirror } from '@/lib/testing/git-mirror'
import { createGitRepo } from '@/lib/testing/git-repo'
import { rawGit } from '@/lib/testing/raw-git'
import { createTempDir } from '@/lib/testing/temp-dir'
import { updateMirror } from './update-mirror'

/** A repository with three commits, a remote that was cloned from it, and a mirror of that remote. */
async function createSetting(depth: readonly string[]) {
  const repo = await createGitRepo()
  const commit = async (names: string) => {
    for (const content of names) await repo.commit({ files: { a: content } })
  }
  await commit('123')
  const remote = path.join(createTempDir('shallow'), 'remote')
  await rawGit(repo.dir, ['clone', '-q', '--bare', ...depth, repo.url, remote])
  const mirror = createTestMirror(`file://${remote}`)
  await updateMirror(mirror, () => {})
  return {
    commit,
    pull: (flags: readonly string[]) =>
      rawGit(remote, ['fetch', '-q', ...flags, repo.url, '+main:main']),
    /** The history of both, newest first. */
    update: async () => {
      await updateMirror(mirror, () => {})
      const [ours, theirs] = await Promise.all(
        [mirror.dir, remote].map(async (dir) =>
          (await rawGit(dir, ['rev-list', 'main'])).toString().trim().split('\n'),
        ),
      )
      expect(ours).toEqual(theirs)
      return ours?.length
    },
  }
}

const SHALLOW = ['--depth', '1']

test('a remote that gets the rest of its history has it in the mirror', async () => {
  const { commit, pull, update } = await createSetting(SHALLOW)
  expect(await update()).toBe(1)
  await pull(['--unshallow'])
  await commit('4')
  await pull([])
  expect(await update()).toBe(4)
})

test('a remote that is cut off at a newer commit is still mirrored', async () => {
  const { commit, pull, update } = await createSetting(SHALLOW)
  for (const names of ['456', '78']) {
    await commit(names)
    await pull(SHALLOW)
    expect(await update()).toBe(1)
    expect(await update()).toBe(1)
  }
})

test('a whole remote may be cut off and be whole again', async () => {
  const { commit, pull, update } = await createSetting([])
  expect(await update()).toBe(3)
  await commit('456')
  await pull(SHALLOW)
  expect(await update()).toBe(1)
  await pull(['--unshallow'])
  expect(await update()).toBe(6)
})
