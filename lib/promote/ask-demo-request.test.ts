import { afterEach, expect, test } from 'vitest'
import { LOCAL_OWNER } from '@/lib/auth/local-owner'
import type { DemoRequest } from '@/lib/config/config'
import {
  listTagNames,
  openPromoteSetting,
  type PromoteSetting,
} from '@/lib/testing/promote-setting'
import { decideRequest, withdrawRequest } from './approve/decide-request'
import { askDemoRequest } from './ask-demo-request'
import { findCurrentActor } from './request/current-actor'
import { listCommands } from './view/list-commands'

const DEMO: DemoRequest = {
  id: '7d1f0c52-3b7e-4c7a-9f57-5f1b8f0f6a01',
  repo: 'ml',
  model: 'churn',
  version: 'v1.1.0',
  stage: 'production',
  reason: 'It is better',
  requester: { name: 'Deepak Rao', email: 'deepak@example.com' },
}
const RULES = 'stages: { rules: { production: { approvals: 1 } } }\n'

let setting: PromoteSetting
afterEach(() => setting.close())

async function open(demoRequest: DemoRequest | null): Promise<void> {
  setting = await openPromoteSetting('embedded', { settings: { demoRequest, mode: 'local' } })
  await setting.repo.commit({ files: { '.signet.yaml': RULES } })
}

async function list() {
  const commands = await listCommands(setting.promote, { repos: 'all' })
  return commands.map(({ id, state, requestedBy, reason }) => ({ id, state, requestedBy, reason }))
}

test('the request waits for another person, once', async () => {
  await open(DEMO)
  await askDemoRequest(setting.promote)
  const waiting = [
    {
      id: DEMO.id,
      state: 'waiting',
      requestedBy: 'Deepak Rao <deepak@example.com>',
      reason: 'It is better',
    },
  ]
  expect(await list()).toEqual(waiting)
  await askDemoRequest(setting.promote)
  expect(await list()).toEqual(waiting)
})

test('the local owner approves it, and the tag names both', async () => {
  await open(DEMO)
  await askDemoRequest(setting.promote)
  const decision = { id: DEMO.id, decision: 'approve', reason: null, expected: null } as const
  const owner = await findCurrentActor(setting.promote.sync, LOCAL_OWNER.id)
  expect(await decideRequest(setting.promote, owner, decision)).toMatchObject({
    kind: 'command',
    command: { state: 'indexed' },
  })
  const tag = (await listTagNames(setting.repo, 'churn#production#*')).at(-1) ?? ''
  const message = String(await setting.repo.git(['tag', '--list', '--format=%(contents)', tag]))
  expect(message).toContain('Requested-by: Deepak Rao <deepak@example.com>\n')
  expect(message).toContain('Approved-by: Local owner (local#owner)\n')
  await askDemoRequest(setting.promote)
  expect((await list()).map(({ state }) => state)).toEqual(['indexed'])
})

test('one that was withdrawn is not asked again', async () => {
  await open(DEMO)
  await askDemoRequest(setting.promote)
  const owner = await findCurrentActor(setting.promote.sync, LOCAL_OWNER.id)
  await withdrawRequest(setting.promote, owner, DEMO.id)
  await askDemoRequest(setting.promote)
  expect((await list()).map(({ state }) => state)).toEqual(['declined'])
})

test('nothing is asked where the demo is not served', async () => {
  await open(null)
  await askDemoRequest(setting.promote)
  expect(await list()).toEqual([])
  expect(await setting.promote.sync.database.prisma.person.count()).toBe(0)
})
