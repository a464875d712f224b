import { expect, test } from 'vitest'
import { createGitRepo } from '@/lib/testing/git-repo'
import { createTempDir } from '@/lib/testing/temp-dir'
import { listPathChanges } from './list-path-changes'
import { DEFAULT_LIMITS } from './mirror'
import { parseRemoteUrl } from './remote-url'

test('the commits that changed a path since another commit come newest first', async () => {
  const repo = await createGitRepo()
  const remote = parseRemoteUrl(repo.url, { kind: 'any' })
  const mirror = { dir: repo.gitDir, remote, home: createTempDir('home'), limits: DEFAULT_LIMITS }
  const commit = (content: string, message: string, file = 'm/*.pkl') =>
    repo.commit({ files: { [file]: content }, message })
  const first = await commit('1', 'Add it')
  await commit('x', 'Something else', 'm/a.pkl')
  const second = await commit('2', `Tränë\n\nBody`)
  const third = await commit('3', 's'.repeat(300))
  const show = async (since: string | null, limit = 10, path = 'm/*.pkl') => {
    const changes = await listPathChanges(mirror, { commit: third, since, path, limit })
    return changes.map(({ commit: oid, subject }) => [oid, subject])
  }
  const long = `${'s'.repeat(198)}..`
  expect(await show(first)).toEqual([
    [third, long],
    [second, 'Tränë'],
  ])
  expect(await show(null)).toEqual([
    [third, long],
    [second, 'Tränë'],
    [first, 'Add it'],
  ])
  expect(await show(first, 1)).toEqual([[third, long]])
  expect(await show(third)).toEqual([])
  expect((await show(null, 10, 'm')).length).toBe(4)
})
