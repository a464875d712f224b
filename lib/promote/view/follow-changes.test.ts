import { expect, test } from 'vitest'
import { acquireLease } from '@/lib/database/lease'
import { listRepos } from '@/lib/index/read/list-repos'
import type { Viewer } from '@/lib/index/read/viewer'
import { insertCommand } from '@/lib/journal/commands'
import { finishSync, startSync } from '@/lib/journal/sync-state'
import { databaseForms } from '@/lib/testing/database'
import { interceptStatements } from '@/lib/testing/intercept-statements'
import { openPromoteSetting } from '@/lib/testing/promote-setting'
import { type Changes, type Feed, openFeed } from './follow-changes'

const everybody: Viewer = { repos: 'all' }
const nobody: Viewer = { repos: [] }

/** A follower whose next change can be waited for. */
function follow(feed: Feed, viewer: Viewer) {
  const told: Changes[] = []
  let wake = () => {}
  let failed = false
  const stop = feed.follow({
    viewer: () => viewer,
    tell: (changes) => {
      told.push(changes)
      wake()
    },
    fail: () => {
      failed = true
      wake()
    },
  })
  const until = async (isThere: () => boolean) => {
    while (!isThere()) {
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
  return { told, until, stop, hasFailed: () => failed }
}

test.each(databaseForms)('all followers are told of what each may see, %s', async (form) => {
  const { context, promote, close } = await openPromoteSetting(form)
  const feed = openFeed(promote, 1)
  const all = follow(feed, everybody)
  const none = follow(feed, nobody)
  await all.until(() => all.told.length > 0)
  const first = all.told[0]
  const listed = await listRepos(context.database, everybody)
  expect(first?.repos).toEqual(
    listed.map((repo) => ({ slug: repo.slug, text: JSON.stringify(repo) })),
  )
  expect(listed.length).toBeGreaterThan(0)
  expect([first?.waiting, none.told[0]]).toEqual(['[]', { repos: [], waiting: '[]' }])
  const hasStatus = (status: string) => all.told.at(-1)?.repos[0]?.text.includes(status) ?? false

  const lease = await startSync(context.database, 'ml', { holder: 'other', seconds: 60 })
  if (!lease) throw new Error('no lease')
  await all.until(() => hasStatus('"status":"syncing"'))
  await finishSync(context.database, lease, new Date(0))
  await all.until(() => hasStatus('"status":"ok"'))

  const held = await acquireLease(context.database, 'promote:ml', { holder: 'other', seconds: 60 })
  if (!held) throw new Error('no lease')
  const asked = {
    id: 'a',
    repo: 'ml',
    content: 'x',
    commands: [],
    reason: null,
    requester: { id: 'ana', name: 'ana', email: null, groups: [] },
  }
  await insertCommand(context.database, held, { asked, at: new Date(0) })
  await context.database.query(`UPDATE commands SET state = 'waiting'`)
  await all.until(() => all.told.at(-1)?.waiting === '[["a"]]')
  expect(new Set(none.told.map((one) => JSON.stringify(one)))).toEqual(
    new Set(['{"repos":[],"waiting":"[]"}']),
  )

  const late = follow(feed, everybody)
  expect(late.told).toEqual([all.told.at(-1)])
  for (const { stop } of [all, none, late]) stop()
  const { length } = all.told
  const again = follow(feed, everybody)
  await again.until(() => again.told.length > 0)
  expect([again.told[0], all.told.length]).toEqual([late.told[0], length])
  again.stop()
  await close()
})

test('one read serves a follower that joins while the read of one that left goes on', async () => {
  const { context, promote, close } = await openPromoteSetting('embedded')
  let statements = 0
  const database = interceptStatements(context.database, () => {
    statements += 1
  })
  const feed = openFeed({ ...promote, sync: { ...promote.sync, database } }, 1)
  const countUntilTold = () =>
    new Promise<number>((resolve, reject) => {
      const before = statements
      const stop = feed.follow({
        viewer: () => everybody,
        tell: () => {
          stop()
          resolve(statements - before)
        },
        fail: reject,
      })
    })
  feed.follow({ viewer: () => everybody, tell: () => {}, fail: () => {} })()
  const joined = await countUntilTold()
  await close()
  expect(joined).toBe(1)
})

test('followers are told when the state cannot be read', async () => {
  const { context, promote, close } = await openPromoteSetting('embedded')
  await context.database.query('ALTER TABLE repo_sync RENAME TO gone')
  const feed = openFeed(promote, 1)
  const both = [follow(feed, everybody), follow(feed, nobody)]
  for (const one of both) await one.until(one.hasFailed)
  await context.database.query('ALTER TABLE gone RENAME TO repo_sync')
  const later = follow(feed, everybody)
  await later.until(() => later.told.length > 0)
  expect([both.map(({ told }) => told.length), later.told.length]).toEqual([[0, 0], 1])
  later.stop()
  await close()
})
