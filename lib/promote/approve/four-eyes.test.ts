import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '@/lib/auth/actor'
import { LOCAL_OWNER } from '@/lib/auth/local-owner'
import type { Config } from '@/lib/config/config'
import type { StageRule } from '@/lib/policy/rule'
import {
  buildRules,
  DAY,
  listTagNames,
  openPromoteSetting,
  type PromoteSetting,
  START,
  signInAll,
} from '@/lib/testing/promote-setting'
import {
  assign,
  buildActor,
  buildRequest,
  nameOf,
  stageOf,
  versionOf,
} from '@/lib/testing/promote-world'
import type { PromoteContext } from '../context'
import { executeCommand } from '../execute/execute-command'
import { openRepoReads } from '../serve-repo-reads'
import { findCommand, readWaiting } from '../view/list-commands'
import { preview } from '../view/preview'
import { previewRequest } from '../view/preview-request'
import { decideRequest, withdrawRequest } from './decide-request'

const ana = buildActor('ana')
const bob = buildActor('bob')
const cleo = buildActor('cleo')
const everybody = { repos: 'all' } as const
const stage = stageOf('production')
const OTHER = 'https://other.example.com#ana'

const opened: PromoteSetting[] = []
afterEach(async () => {
  for (const setting of opened.splice(0)) await setting.close()
})

/** Where one approval is needed, for the tests that leave production as it is. */
let shared: PromoteSetting
beforeAll(async () => {
  shared = await createSetting({ approvals: 1 })
  opened.pop()
})
afterAll(() => shared.close())

async function createSetting(rule: Partial<StageRule>): Promise<PromoteSetting> {
  const setting = await openPromoteSetting('server', { settings: buildRules(rule) })
  opened.push(setting)
  await signInAll(setting, [ana, bob, cleo])
  return setting
}

const approval = (id: string, expected: string | null = null) =>
  ({ id, decision: 'approve', reason: null, expected }) as const

/** Ana asks for v1.1.0 in production; gives the id of her request. */
async function askForProduction({ promote }: PromoteSetting): Promise<string> {
  const asked = buildRequest([assign('churn', 'v1.1.0', 'production')])
  const outcome = await executeCommand(promote, ana, asked)
  expect(outcome.command?.state).toBe('waiting')
  return asked.requestId
}

async function approve(context: PromoteContext, by: Actor | null, id: string): Promise<string> {
  const outcome = await decideRequest(context, by, approval(id))
  return outcome.kind === 'refused' ? outcome.refusal.code : outcome.command.state
}

/** Whom a tag of the remote names as its approvers, a line each. */
async function readApprovers({ repo }: PromoteSetting, tag: string): Promise<unknown> {
  const object = (await repo.git(['cat-file', '-p', `refs/tags/${tag}`])).toString()
  return object.match(/^Approved-by: .*$/gm)
}

/** The same world after a restart with another configuration. */
function reconfigure(
  { context, promote }: PromoteSetting,
  change: Partial<Config>,
): PromoteContext {
  const config = { ...context.config, ...change }
  const reads = openRepoReads({ ...context, config }, promote.runtime)
  return { ...promote, reads, sync: { ...promote.sync, config } }
}

describe('a requester does not approve their own request', () => {
  const same: readonly (readonly [as: string, actor: Actor])[] = [
    ['themselves', ana],
    ['themselves as an admin', buildActor('ana', { role: 'admin' })],
    ['themselves under another name', { ...ana, name: 'Dora' }],
    ['themselves with another address', { ...ana, email: 'dora@example.com' }],
    ['a token of theirs', { ...ana, kind: 'token', scopes: ['promote'] }],
    ['an account elsewhere with their address', { ...ana, id: OTHER }],
    ['the same in capitals', { ...ana, id: OTHER, email: 'ANA@EXAMPLE.COM' }],
    ['the same with a tag', { ...ana, id: OTHER, email: 'Ana+approver@example.com' }],
  ]

  test('in whatever guise', async () => {
    const { promote, repo } = shared
    const id = await askForProduction(shared)
    const waiting = (await readWaiting(promote, everybody, bob)).count
    expect(waiting).toBeGreaterThan(0)
    for (const [as, actor] of same) {
      expect([as, await approve(promote, actor, id)]).toEqual([as, 'own-request'])
      const shown = await previewRequest(promote, { viewer: everybody, actor, id })
      expect([as, shown?.standing]).toEqual([as, 'own'])
      expect([as, (await readWaiting(promote, everybody, actor)).count]).toEqual([as, 0])
    }
    expect((await findCommand(promote, everybody, id))?.approvals).toEqual([])
    expect(await listTagNames(repo, 'churn#*')).toEqual(['churn#production#1'])
  })

  test('and an address that they had, or have come to have, is theirs too', async () => {
    const setting = await createSetting({ approvals: 1 })
    const { promote } = setting
    const id = await askForProduction(setting)
    await signInAll(setting, [{ ...ana, email: 'dora@example.com' }])
    const before = { ...buildActor('d'), email: 'ana@example.com' }
    const now = { ...buildActor('e'), email: 'dora@example.com' }
    await signInAll(setting, [before, now])
    expect(await approve(promote, before, id)).toBe('own-request')
    expect(await approve(promote, now, id)).toBe('own-request')
    expect(await approve(promote, bob, id)).toBe('indexed')
  })
})

test('the tag names the requester as the approver was shown them', async () => {
  const setting = await createSetting({ approvals: 1 })
  const { promote, repo } = setting
  const id = await askForProduction(setting)
  await signInAll(setting, [{ ...ana, name: 'Ana Lovelace', email: 'lovelace@example.com' }])
  const shown = await previewRequest(promote, { viewer: everybody, actor: bob, id })
  expect(shown?.answer).toMatchObject({
    preview: {
      tags: [{ message: expect.stringContaining('Ana Lovelace <lovelace@example.com>') }],
    },
  })
  expect(await approve(promote, bob, id)).toBe('indexed')
  const object = (await repo.git(['cat-file', '-p', 'refs/tags/churn#production#2'])).toString()
  expect(object.match(/^Requested-by: .*$/gm)).toEqual([
    'Requested-by: Ana Lovelace <lovelace@example.com>',
  ])
})

describe('an approval is worth what the approver may', () => {
  test.each<[who: string, actor: Actor | null, code: string]>([
    ['nobody', null, 'not-signed-in'],
    ['a viewer', { ...bob, role: 'viewer' }, 'role-missing'],
    ['a token that may register', { ...bob, kind: 'token', scopes: ['register'] }, 'token-scope'],
    ['a token that may read', { ...bob, kind: 'token', scopes: ['read'] }, 'token-scope'],
    ['a token that may deploy', { ...bob, kind: 'token', scopes: ['deploy'] }, 'token-scope'],
    ['a token of another stage', { ...bob, stages: ['staging'] }, 'token-stage'],
    ['a token of another repository', { ...bob, repos: ['other'] }, 'request-unknown'],
  ])('%s approves nothing', async (_who, actor, code) => {
    const id = await askForProduction(shared)
    expect(await approve(shared.promote, actor, id)).toBe(code)
    expect(await findCommand(shared.promote, everybody, id)).toMatchObject({
      state: 'waiting',
      approvals: [],
    })
  })

  test.each([
    { kind: 'deprecate', artifact: nameOf('churn') },
    { kind: 'deregister', artifact: nameOf('churn'), version: versionOf('v1.0.0') },
  ] as const)('a token of another stage not what touches the stage: $kind', async (command) => {
    const { promote } = shared
    const asked = buildRequest([command])
    expect((await executeCommand(promote, ana, asked)).command?.state).toBe('waiting')
    const token: Actor = { ...bob, kind: 'token', scopes: ['promote'], stages: ['staging'] }
    expect(await approve(promote, token, asked.requestId)).toBe('token-stage')
  })

  test('an approver who has lost the role since does not count any more', async () => {
    const setting = await createSetting({ approvals: 2 })
    const { promote } = setting
    const id = await askForProduction(setting)
    expect(await approve(promote, bob, id)).toBe('waiting')
    const editor = ['ana@example.com', 'cleo@example.com', 'dora@example.com']
    const { auth } = promote.sync.config
    const later = reconfigure(setting, { auth: { ...auth, roles: { ...auth.roles, editor } } })
    expect(await approve(later, cleo, id)).toBe('waiting')
    const shown = await previewRequest(later, { viewer: everybody, actor: buildActor('dora'), id })
    if (shown?.answer?.kind !== 'preview') throw new Error('no preview')
    const message = shown.answer.preview.tags[0]?.message ?? ''
    expect(message.match(/^Approved-by: .*$/gm)).toEqual(['Approved-by: cleo <cleo@example.com>'])
    const dora = buildActor('dora')
    await signInAll(setting, [dora])
    expect(await approve(later, dora, id)).toBe('indexed')
    expect(await readApprovers(setting, 'churn#production#2')).toEqual([
      'Approved-by: cleo <cleo@example.com>',
      'Approved-by: dora <dora@example.com>',
    ])
  })

  test('nor one who has left the group that the rule names', async () => {
    const leads = (one: Actor): Actor => ({ ...one, groups: ['leads'] })
    const setting = await createSetting({ approvals: 2, who: ['group:leads'] })
    const { promote } = setting
    await signInAll(setting, [ana, bob, cleo].map(leads))
    const asked = buildRequest([assign('churn', 'v1.1.0', 'production')])
    await executeCommand(promote, leads(ana), asked)
    expect(await approve(promote, leads(bob), asked.requestId)).toBe('waiting')
    await signInAll(setting, [bob])
    expect(await approve(promote, leads(cleo), asked.requestId)).toBe('waiting')
    await signInAll(setting, [leads(bob)])
    expect(await approve(promote, leads(cleo), asked.requestId)).toBe('indexed')
  })

  test('a request by a person who may not see the repository any more is refused', async () => {
    const { promote, repo } = shared
    const id = await askForProduction(shared)
    const repos = promote.sync.config.repos.map((one) => ({
      ...one,
      viewers: ['bob@example.com'],
    }))
    expect(await approve(reconfigure(shared, { repos }), bob, id)).toBe('role-missing')
    expect(await listTagNames(repo, 'churn#*')).toEqual(['churn#production#1'])
  })
})

test('an approval is of what the approver has seen', async () => {
  const setting = await createSetting({ approvals: 1 })
  const { promote, repo, first, second } = setting
  await repo.tag('churn#production#2', { commit: second, at: START + 2 * DAY })
  const asked = buildRequest([{ kind: 'roll-back', artifact: nameOf('churn'), stage }])
  expect((await executeCommand(promote, ana, asked)).command?.state).toBe('waiting')
  const id = asked.requestId
  const look = async () => {
    const shown = await previewRequest(promote, { viewer: everybody, actor: bob, id })
    if (shown?.answer?.kind !== 'preview') throw new Error('no preview')
    const { expected, tags } = shown.answer.preview
    return { expected, version: tags[0]?.version }
  }
  const seen = await look()
  expect(seen.version).toBe('v1.0.0')
  await repo.tag('churn@v1.2.0', { commit: first, at: START + 3 * DAY })
  await repo.tag('churn#production#3', { commit: first, at: START + 4 * DAY })
  expect(await decideRequest(promote, bob, approval(id, seen.expected))).toMatchObject({
    refusal: { code: 'changed-meanwhile', details: { tag: 'churn#production#3' } },
    command: { state: 'waiting', approvals: [] },
  })
  const now = await look()
  expect(now.version).toBe('v1.1.0')
  expect(await decideRequest(promote, bob, approval(id, now.expected))).toMatchObject({
    command: { state: 'indexed', tags: [{ tag: 'churn#production#4', commit: second }] },
  })
})

test('where two must approve, both have approved the same version', async () => {
  const setting = await createSetting({ approvals: 2 })
  const { promote, repo, first, second } = setting
  await repo.tag('churn#production#2', { commit: second, at: START + 2 * DAY })
  const asked = buildRequest([{ kind: 'roll-back', artifact: nameOf('churn'), stage }])
  await executeCommand(promote, ana, asked)
  const id = asked.requestId
  const approvals = async () =>
    (await findCommand(promote, everybody, id))?.approvals.map(({ by, counts }) => [by, counts])
  expect(await approve(promote, bob, id)).toBe('waiting')
  expect(await approvals()).toEqual([['bob <bob@example.com>', true]])
  await repo.tag('churn#production#3', { commit: first, at: START + 4 * DAY })
  const shown = await previewRequest(promote, { viewer: everybody, actor: cleo, id })
  expect(shown?.answer).toMatchObject({
    preview: { outcome: 'needs-approval', tags: [{ version: 'v1.1.0' }] },
  })
  const stamp = async () => (await readWaiting(promote, everybody, null)).stamp
  const decides = async (who: Actor) => (await readWaiting(promote, everybody, who)).count
  const before = await stamp()
  expect([await decides(bob), await decides(cleo)]).toEqual([0, 1])
  expect(await approve(promote, cleo, id)).toBe('waiting')
  expect([await decides(bob), await decides(cleo)]).toEqual([1, 0])
  expect(await stamp()).not.toBe(before)
  expect(await approvals()).toEqual([
    ['bob <bob@example.com>', false],
    ['cleo <cleo@example.com>', true],
  ])
  expect(await approve(promote, bob, id)).toBe('indexed')
  expect(await readApprovers(setting, 'churn#production#4')).toEqual([
    'Approved-by: cleo <cleo@example.com>',
    'Approved-by: bob <bob@example.com>',
  ])
})

test('an approval does not count for a version whose tag was moved since', async () => {
  const setting = await createSetting({ approvals: 2 })
  const { promote, repo } = setting
  const id = await askForProduction(setting)
  expect(await approve(promote, bob, id)).toBe('waiting')
  const third = await repo.commit({ at: START + 2 * DAY })
  await repo.tag('churn@v1.1.0', { commit: third, at: START + 2 * DAY })
  expect(await approve(promote, cleo, id)).toBe('waiting')
  expect(await listTagNames(repo, 'churn#*')).toEqual(['churn#production#1'])
})

test('a token without a named holder approves nothing, and may decline', async () => {
  const { promote, repo } = shared
  const id = await askForProduction(shared)
  const all = { kind: 'token', scopes: 'all' } as const
  const tokens = [
    buildActor('ci', { ...all, id: 'token:ci', email: null }),
    buildActor('owner', { ...all, id: 'local#owner', email: null }),
  ]
  for (const token of tokens) expect(await approve(promote, token, id)).toBe('approver-no-person')
  expect((await findCommand(promote, everybody, id))?.approvals).toEqual([])
  expect(await listTagNames(repo, 'churn#*')).toEqual(['churn#production#1'])
  const declined = { id, decision: 'decline', reason: 'tests failed', expected: null } as const
  expect(await decideRequest(promote, tokens[0] ?? null, declined)).toMatchObject({
    command: { state: 'declined' },
  })
})

describe('who holds a token of signet.yaml does not approve what it asked for', () => {
  const ci = buildActor('ci', { kind: 'token', id: 'token:ci', email: null, scopes: ['promote'] })
  const admin = { ...LOCAL_OWNER, kind: 'token', role: 'admin' } as const
  const owner: Actor = { ...admin, scopes: 'all', repos: 'all', stages: 'all' }

  function hold(setting: PromoteSetting, holders: readonly string[] | null): PromoteContext {
    const limits = { scopes: ['promote'], repos: 'all', stages: 'all' } as const
    const token = { name: 'ci', value: 'x'.repeat(32), holders, ...limits }
    const { auth } = setting.context.config
    return reconfigure(setting, { auth: { ...auth, tokens: [token], adminToken: 'y'.repeat(32) } })
  }

  async function askBy(context: PromoteContext, by: Actor) {
    const asked = buildRequest([assign('churn', 'v1.1.0', 'production')])
    const outcome = await executeCommand(context, by, asked)
    return { id: asked.requestId, outcome, shown: await preview(context, by, asked) }
  }

  test.each<[as: string, holders: readonly string[], actor: Actor]>([
    ['by address', ['ana@example.com'], ana],
    ['by address in capitals', ['Ana@Example.com'], ana],
    ['by address with a tag', ['ana@example.com'], { ...ana, email: 'ana+x@example.com' }],
    ['by account', [ana.id], ana],
    ['by account, with another account of the address', [ana.id], { ...ana, id: OTHER }],
    ['by group', ['group:leads'], { ...ana, groups: ['leads'] }],
    ['by domain', ['*@example.com'], ana],
    ['among others', ['cleo@example.com', 'ana@example.com'], ana],
    ['with a token of theirs', ['ana@example.com'], { ...ana, kind: 'token' }],
  ])('named %s', async (_as, holders, actor) => {
    const context = hold(shared, holders)
    const { id, outcome } = await askBy(context, ci)
    expect(outcome.command?.state).toBe('waiting')
    expect(await approve(context, actor, id)).toBe('own-request')
    const shown = await previewRequest(context, { viewer: everybody, actor, id })
    expect(shown?.standing).toBe('own')
    expect((await findCommand(context, everybody, id))?.approvals).toEqual([])
    expect((await withdrawRequest(context, actor, id)).command?.state).toBe('declined')
  })

  test('and others do', async () => {
    const setting = await createSetting({ approvals: 1 })
    const context = hold(setting, ['ana@example.com'])
    const { id } = await askBy(context, ci)
    const counts = [ana, bob].map(async (one) => (await readWaiting(context, everybody, one)).count)
    expect(await Promise.all(counts)).toEqual([0, 1])
    expect(await approve(context, bob, id)).toBe('indexed')
    expect(await readApprovers(setting, 'churn#production#2')).toEqual([
      'Approved-by: bob <bob@example.com>',
    ])
  })

  test('nor does an approval count of one who was named since', async () => {
    const setting = await createSetting({ approvals: 2 })
    const { id } = await askBy(hold(setting, ['ana@example.com']), ci)
    expect(await approve(hold(setting, ['ana@example.com']), bob, id)).toBe('waiting')
    const later = hold(setting, ['ana@example.com', 'bob@example.com'])
    expect(await approve(later, cleo, id)).toBe('waiting')
  })

  test.each([
    ['a token without holders', ci, { token: 'ci' }],
    ['SIGNET_ADMIN_TOKEN', owner, {}],
  ])('%s does not ask for what others have to approve', async (_who, by, details) => {
    const refusal = { code: 'requester-unnamed', details }
    const { outcome, shown } = await askBy(hold(shared, null), by)
    expect(outcome).toMatchObject({ refusal, command: { state: 'refused' } })
    expect(shown).toMatchObject({ preview: { outcome: 'refused', refusal } })
    expect(await listTagNames(shared.repo, 'churn#*')).toEqual(['churn#production#1'])
  })

  test('it asks for what no other person has to approve', async () => {
    const setting = await createSetting({ approvals: 0 })
    expect((await askBy(hold(setting, null), ci)).outcome.command?.state).toBe('indexed')
  })

  test('what such a token asked for before can be declined, and not approved', async () => {
    const { id } = await askBy(hold(shared, ['ana@example.com']), ci)
    const context = hold(shared, null)
    expect(await approve(context, bob, id)).toBe('requester-unnamed')
    expect((await findCommand(context, everybody, id))?.state).toBe('waiting')
    const declined = { id, decision: 'decline', reason: 'no holder', expected: null } as const
    expect(await decideRequest(context, bob, declined)).toMatchObject({
      command: { state: 'declined' },
    })
  })

  test('nor what a token asked for that is in the file no more', async () => {
    const { id } = await askBy(hold(shared, ['ana@example.com']), ci)
    expect(await approve(shared.promote, bob, id)).toBe('requester-unnamed')
  })
})

test('no one sees a request in a repository that is not connected any more', async () => {
  const id = await askForProduction(shared)
  const later = reconfigure(shared, { repos: [] })
  expect(await findCommand(later, everybody, id)).toBeNull()
  expect((await readWaiting(later, everybody, bob)).count).toBe(0)
  expect(await approve(later, bob, id)).toBe('request-unknown')
  expect(await preview(later, ana, buildRequest([assign('churn', 'v1.1.0', 'staging')]))).toEqual({
    kind: 'refused',
    refusal: { code: 'repo-unknown', details: { repo: 'ml' } },
  })
})
