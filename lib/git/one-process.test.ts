import { expect, test, vi } from 'vitest'
import { createTestMirror } from '@/lib/testing/git-mirror'
import { createGitRepo } from '@/lib/testing/git-repo'
import { listChildren } from '@/lib/testing/list-children'
import { isAncestor } from './is-ancestor'
import { openObjects } from './open-objects'
import { updateMirror } from './update-mirror'

vi.stubEnv('SIGNET_GIT_PROCESSES', '1')

test.skipIf(process.platform !== 'linux')(
  'one process slot is enough, because an idle process lends its slot',
  async () => {
    const repo = await createGitRepo()
    const first = await repo.commit({ files: { a: '1' } })
    const tag = await repo.tag('nn@v1.0.0')
    const mirror = createTestMirror(repo.url)
    await updateMirror(mirror, () => {})
    const opened = Array.from({ length: 4 }, () => openObjects(mirror))
    const running = () =>
      listChildren().filter(({ command }) => command.includes(mirror.dir)).length
    for (let round = 0; round < 3; round++) {
      await Promise.all(
        opened.map(async (objects) => {
          expect((await objects.sizes([first, tag])).size).toBe(2)
          expect(running()).toBeLessThanOrEqual(1)
          expect(await isAncestor(mirror, first, [first])).toBe(true)
          await objects.read([tag], ({ type }) => expect(type).toBe('tag'))
        }),
      )
    }
    expect(await updateMirror(mirror, () => {})).toBe('fetched')
    for (const objects of opened) await objects.close()
    expect(running()).toBe(0)
  },
)
