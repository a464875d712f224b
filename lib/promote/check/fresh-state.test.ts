import { existsSync, renameSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { acquireLease } from '@/lib/database/lease'
import { updateMirror } from '@/lib/git/update-mirror'
import type { SyncContext } from '@/lib/sync/context'
import { ensureObjects } from '@/lib/sync/ensure-objects'
import { openRepoMirror } from '@/lib/sync/open-repo-mirror'
import { openPromoteSetting } from '@/lib/testing/promote-setting'
import { withFreshState } from './fresh-state'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** A server whose index is current and whose disk has no mirror, as that of a new replica. */
async function createReplica() {
  const { sync, context, promote, second, close } = await openPromoteSetting('embedded')
  closing.push(close)
  await sync('ml')
  const [repo] = context.config.repos
  if (repo === undefined) throw new Error('no repository')
  const mirror = await openRepoMirror(context.config, repo)
  renameSync(mirror.dir, `${mirror.dir}.lost`)
  return { context, repo, mirror, second, runtime: promote.runtime }
}

test('a mirror that is not on this disk is cloned before the read lock is taken', async () => {
  const { context, repo, mirror, runtime } = await createReplica()
  const found: boolean[] = []
  const watched: SyncContext = {
    ...context,
    withReadLock: (options, use) => {
      found.push(existsSync(`${mirror.dir}/HEAD`))
      return context.withReadLock(options, use)
    },
  }
  const read = await withFreshState({ sync: watched, runtime }, repo, async () => 'read')
  expect(read).toBe('read')
  expect(found.at(-1)).toBe(true)
})

test('objects are enough that the holder of the lease has fetched', async () => {
  const { context, repo, mirror, second, runtime } = await createReplica()
  await acquireLease(context.database, 'sync:ml', { holder: 'other', seconds: 60 })
  const wanted = { mirror, oids: [second], runtime, seconds: 2 }
  const held = ensureObjects(context, repo, wanted)
  await updateMirror(mirror, () => {})
  expect(await held).toBe('held')
})
