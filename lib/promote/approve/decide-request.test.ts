import { renameSync } from 'node:fs'
import { afterEach, describe, expect, test } from 'vitest'
import type { Actor } from '@/lib/auth/actor'
import { acquireLease } from '@/lib/database/lease'
import type { StageRule } from '@/lib/policy/rule'
import { databaseForms } from '@/lib/testing/database'
import {
  buildRules,
  DAY,
  listTagNames,
  NOW,
  openPromoteSetting,
  type PromoteSetting,
  signInAll,
} from '@/lib/testing/promote-setting'
import { assign, buildActor, buildRequest } from '@/lib/testing/promote-world'
import type { PromoteContext } from '../context'
import { executeCommand } from '../execute/execute-command'
import { recoverRepo } from '../execute/recover-commands'
import { findCommand, listCommands, listWaitingStages, readWaiting } from '../view/list-commands'
import { preview } from '../view/preview'
import { decideRequest, withdrawRequest } from './decide-request'

const ana = buildActor('ana')
const bob = buildActor('bob')
const cleo = buildActor('cleo')
const everybody = { repos: 'all' } as const

const opened: PromoteSetting[] = []
afterEach(async () => {
  for (const setting of opened.splice(0)) await setting.close()
})

async function createSetting(
  form: (typeof databaseForms)[number],
  rule: Partial<StageRule>,
  now: () => Date = () => NOW,
) {
  const setting = await openPromoteSetting(form, { settings: buildRules(rule), now })
  opened.push(setting)
  await signInAll(setting, [ana, bob, cleo])
  return setting
}

const promotion = () =>
  buildRequest([assign('churn', 'v1.1.0', 'production')], { reason: 'better' })

function decided(id: string, decision: 'approve' | 'decline' = 'approve') {
  return { id, decision, reason: decision === 'decline' ? 'not yet' : null, expected: null }
}

describe.each(databaseForms)('a request, %s', (form) => {
  test('waits, is approved by another person, and ends in a tag that names both', async () => {
    const { repo, promote } = await createSetting(form, { approvals: 1 })
    const asked = promotion()
    const shown = await preview(promote, ana, asked)
    expect(shown).toMatchObject({
      preview: {
        outcome: 'needs-approval',
        tags: [{ checks: [{ rule: 'approvals', outcome: 'pending', why: 'approvals-missing' }] }],
      },
    })
    expect((await readWaiting(promote, everybody, null)).stamp).toBe('[]')
    const outcome = await executeCommand(promote, ana, asked)
    expect(outcome).toMatchObject({
      kind: 'command',
      command: {
        state: 'waiting',
        approvalsNeeded: 1,
        tags: [],
        expiresAt: '2023-12-01T22:13:20.000Z',
      },
    })
    expect(await executeCommand(promote, ana, asked)).toEqual(outcome)
    expect(await listTagNames(repo, 'churn#*')).toEqual(['churn#production#1'])
    const counts = [ana, bob, null].map(
      async (one) => (await readWaiting(promote, everybody, one)).count,
    )
    expect(await Promise.all(counts)).toEqual([0, 1, 0])
    expect((await readWaiting(promote, { repos: [] }, bob)).count).toBe(0)
    const stage = { artifact: 'churn', kind: 'assign', stage: 'production', version: 'v1.1.0' }
    const stages = [{ id: asked.requestId, repo: 'ml', ...stage }]
    expect(await listWaitingStages(promote, everybody)).toEqual(stages)
    expect(await listWaitingStages(promote, { repos: [] })).toEqual([])
    const stamps = [everybody, { repos: [] }].map(
      async (viewer) => (await readWaiting(promote, viewer, null)).stamp,
    )
    expect(await Promise.all(stamps)).toEqual([`[["${asked.requestId}"]]`, '[]'])
    expect(await decideRequest(promote, ana, decided(asked.requestId))).toMatchObject({
      refusal: { code: 'own-request' },
    })
    expect(await decideRequest(promote, bob, decided(asked.requestId))).toMatchObject({
      kind: 'command',
      command: {
        state: 'indexed',
        approvals: [{ by: 'bob <bob@example.com>', decision: 'approve', at: NOW.toISOString() }],
        tags: [{ tag: 'churn#production#2' }],
      },
    })
    const tag = (await repo.git(['cat-file', '-p', 'refs/tags/churn#production#2'])).toString()
    expect(tag).toContain(
      'Requested-by: ana <ana@example.com>\nApproved-by: bob <bob@example.com>\nReason: better\n',
    )
    expect(await decideRequest(promote, cleo, decided(asked.requestId))).toMatchObject({
      refusal: { code: 'request-decided', details: { by: 'bob' } },
    })
    expect(await listCommands(promote, everybody, { state: 'waiting' })).toEqual([])
    expect(await listWaitingStages(promote, everybody)).toEqual([])
    expect((await listCommands(promote, everybody)).map(({ id }) => id)).toEqual([asked.requestId])
    expect(await listCommands(promote, { repos: [] })).toEqual([])
    const { requestId: id } = asked
    expect((await listCommands(promote, everybody, { id })).map((one) => one.id)).toEqual([id])
    expect(await listCommands(promote, { repos: [] }, { id })).toEqual([])
    expect(await listCommands(promote, everybody, { id: promotion().requestId })).toEqual([])
  })

  test('needs as many different people as the rule says', async () => {
    const { promote } = await createSetting(form, { approvals: 2 })
    const asked = promotion()
    await executeCommand(promote, ana, asked)
    const state = async (actor: Actor) => {
      const outcome = await decideRequest(promote, actor, decided(asked.requestId))
      return outcome.kind === 'command' ? outcome.command.state : outcome.refusal.code
    }
    expect(await state(bob)).toBe('waiting')
    expect(await state(bob)).toBe('waiting')
    expect(await state({ ...bob, id: 'https://other.example.com#b' })).toBe('waiting')
    expect(await state(cleo)).toBe('indexed')
  })

  test('is not approved by a person whom the rule does not name, nor by a viewer', async () => {
    const who = ['ana@example.com', 'cleo@example.com']
    const { promote } = await createSetting(form, { approvals: 1, who })
    const asked = promotion()
    await executeCommand(promote, ana, asked)
    expect(await decideRequest(promote, bob, decided(asked.requestId))).toMatchObject({
      refusal: { code: 'policy-denied', details: { stage: 'production', who } },
      command: { state: 'waiting', approvals: [] },
    })
    const viewer = { ...cleo, role: 'viewer' } as const
    expect(await decideRequest(promote, viewer, decided(asked.requestId))).toMatchObject({
      refusal: { code: 'role-missing' },
    })
    expect(await decideRequest(promote, null, decided(asked.requestId))).toMatchObject({
      refusal: { code: 'not-signed-in' },
    })
    const limited = { ...cleo, repos: ['other'] }
    expect(await decideRequest(promote, limited, decided(asked.requestId))).toMatchObject({
      refusal: { code: 'request-unknown' },
    })
    expect(await decideRequest(promote, cleo, decided(asked.requestId))).toMatchObject({
      command: { state: 'indexed' },
    })
  })

  test('is declined by an approver, or withdrawn by the requester', async () => {
    const { repo, promote } = await createSetting(form, { approvals: 1 })
    const [one, two] = [promotion(), promotion()]
    await executeCommand(promote, ana, one)
    await executeCommand(promote, ana, two)
    const silent = { ...decided(one.requestId, 'decline'), reason: null }
    expect(await decideRequest(promote, bob, silent)).toMatchObject({
      refusal: { code: 'reason-missing' },
    })
    expect(await decideRequest(promote, bob, decided(one.requestId, 'decline'))).toMatchObject({
      command: { state: 'declined', approvals: [{ decision: 'decline', reason: 'not yet' }] },
    })
    expect(await withdrawRequest(promote, bob, two.requestId)).toMatchObject({
      refusal: { code: 'role-missing' },
    })
    expect(await withdrawRequest(promote, ana, two.requestId)).toMatchObject({
      command: {
        state: 'declined',
        approvals: [{ by: 'ana <ana@example.com>', decision: 'withdraw', reason: null }],
      },
    })
    expect(await withdrawRequest(promote, ana, two.requestId)).toMatchObject({
      refusal: { code: 'request-decided' },
    })
    expect(await listTagNames(repo, 'churn#*')).toEqual(['churn#production#1'])
  })

  test('of another person can be withdrawn by an admin, and by a token of an admin only if it has the scope admin', async () => {
    const { promote } = await createSetting(form, { approvals: 1 })
    const asked = promotion()
    await executeCommand(promote, ana, asked)
    const admin: Actor = { ...bob, role: 'admin' }
    for (const scopes of [
      ['read', 'register'],
      ['read', 'promote'],
    ] as const) {
      const token: Actor = { ...admin, kind: 'token', scopes }
      expect(await withdrawRequest(promote, token, asked.requestId)).toMatchObject({
        kind: 'refused',
        refusal: { code: 'token-scope', details: { needed: 'admin', role: 'admin' } },
        command: { state: 'waiting' },
      })
    }
    const token: Actor = { ...admin, kind: 'token', scopes: ['admin'] }
    expect(await withdrawRequest(promote, token, asked.requestId)).toMatchObject({
      command: { state: 'declined', approvals: [{ by: 'bob <bob@example.com>' }] },
    })
  })

  test('expires after seven days', async () => {
    let now = NOW
    const { promote } = await createSetting(form, { approvals: 1 }, () => now)
    const asked = promotion()
    await executeCommand(promote, ana, asked)
    now = new Date(NOW.getTime() + 7 * DAY * 1000 + 1)
    expect((await findCommand(promote, everybody, asked.requestId))?.state).toBe('expired')
    expect((await readWaiting(promote, everybody, bob)).count).toBe(0)
    expect(await decideRequest(promote, bob, decided(asked.requestId))).toMatchObject({
      refusal: { code: 'request-expired', details: { at: '2023-12-01T22:13:20.000Z' } },
      command: { state: 'expired' },
    })
  })

  test('is decided anew when it is approved', async () => {
    const { repo, second, promote } = await createSetting(form, { approvals: 1 })
    const asked = promotion()
    await executeCommand(promote, ana, asked)
    await repo.tag('churn#production#2', { commit: second, at: NOW.getTime() / 1000 - 60 })
    expect(await decideRequest(promote, bob, decided(asked.requestId))).toMatchObject({
      refusal: { code: 'already-in-stage' },
      command: { state: 'refused' },
    })
  })

  test('approved after days is pushed for a day from then on', async () => {
    let clock = NOW
    const { repo, promote } = await createSetting(form, { approvals: 1 }, () => clock)
    const asked = promotion()
    await executeCommand(promote, ana, asked)
    clock = new Date(NOW.getTime() + 3 * DAY * 1000)
    const cut: PromoteContext = {
      ...promote,
      onState: ({ state }) => {
        if (state === 'pushed') renameSync(repo.dir, `${repo.dir}.away`)
      },
    }
    expect(await decideRequest(cut, bob, decided(asked.requestId))).toMatchObject({
      command: { state: 'pushed' },
    })
    renameSync(`${repo.dir}.away`, repo.dir)
    await repo.deleteTag('churn#production#2')
    clock = new Date(clock.getTime() + DAY * 1000 - 1000)
    for (const one of promote.sync.config.repos) await recoverRepo(promote, one)
    expect((await findCommand(promote, everybody, asked.requestId))?.state).toBe('indexed')
    expect(await listTagNames(repo, 'churn#*')).toEqual([
      'churn#production#1',
      'churn#production#2',
    ])
  })

  test('keeps waiting, with its approval, when the push cannot be sent', async () => {
    const { repo, promote } = await createSetting(form, { approvals: 1 })
    const asked = promotion()
    await executeCommand(promote, ana, asked)
    const cut: PromoteContext = {
      ...promote,
      onState: ({ state }) => {
        if (state === 'prepared') renameSync(repo.dir, `${repo.dir}.away`)
      },
    }
    expect(await decideRequest(cut, bob, decided(asked.requestId))).toMatchObject({
      kind: 'refused',
      refusal: { code: 'remote-unreachable' },
      command: { state: 'waiting', approvals: [{ by: 'bob <bob@example.com>' }], tags: [] },
    })
    renameSync(`${repo.dir}.away`, repo.dir)
    expect(await decideRequest(promote, bob, decided(asked.requestId))).toMatchObject({
      command: { state: 'indexed', approvals: [{ by: 'bob <bob@example.com>' }] },
    })
    expect(await listTagNames(repo, 'churn#*')).toEqual([
      'churn#production#1',
      'churn#production#2',
    ])
  })

  test('is refused when the requester has lost the role', async () => {
    const { repo, promote } = await createSetting(form, { approvals: 1 })
    const asked = promotion()
    await executeCommand(promote, ana, asked)
    const { config } = promote.sync
    const auth = { ...config.auth, roles: { ...config.auth.roles, editor: ['bob@example.com'] } }
    const later = { ...promote, sync: { ...promote.sync, config: { ...config, auth } } }
    expect(await decideRequest(later, bob, decided(asked.requestId))).toMatchObject({
      refusal: { code: 'role-missing' },
      command: { state: 'refused' },
    })
    expect(await listTagNames(repo, 'churn#*')).toEqual(['churn#production#1'])
  })

  test('keeps waiting, with its approval, while nothing can be signed', async () => {
    const { promote } = await createSetting(form, { approvals: 1 })
    const asked = promotion()
    await executeCommand(promote, ana, asked)
    const off = { kind: 'off', code: 'key-expired', why: 'The key has expired.' } as const
    const silent = { ...promote, signer: off }
    expect(await decideRequest(silent, bob, decided(asked.requestId))).toMatchObject({
      refusal: { code: 'signing-off', details: { why: 'The key has expired.' } },
      command: { state: 'waiting', approvals: [{ by: 'bob <bob@example.com>' }] },
    })
    expect(await decideRequest(promote, bob, decided(asked.requestId))).toMatchObject({
      command: { state: 'indexed' },
    })
  })

  test('that a rule denies is refused with what failed, before anybody is asked', async () => {
    const { promote } = await createSetting(form, {
      approvals: 1,
      reason: 'required',
      from: 'staging',
      branches: ['main'],
      checks: [{ kind: 'metric', metric: 'auc', operator: '>=', value: 0.9 }],
    })
    const asked = { ...promotion(), reason: null }
    const outcome = await executeCommand(promote, ana, asked)
    expect(outcome).toMatchObject({
      refusal: {
        code: 'policy-denied',
        details: {
          stage: 'production',
          failed: ['from staging', 'check metrics.auc >= 0.9', 'reason required'],
        },
      },
      command: { state: 'refused' },
    })
    expect(await preview(promote, ana, asked)).toMatchObject({
      preview: {
        outcome: 'refused',
        refusal: { code: 'policy-denied' },
        tags: [{ tag: 'churn#production#2' }],
      },
    })
  })

  test('in a repository whose own rules are broken is refused', async () => {
    const { repo, promote } = await createSetting(form, {})
    await repo.commit({ files: { '.signet.yaml': 'stages: {rules: {production: {who: 5}}}\n' } })
    expect(await executeCommand(promote, ana, promotion())).toMatchObject({
      refusal: { code: 'policy-broken', details: { key: 'stages.rules.production.who' } },
    })
  })
})

test('an approval whose process is taken for dead is told how far the request is, and is given again', async () => {
  const { repo, promote } = await createSetting('server', { approvals: 1 })
  const { database } = promote.sync
  const asked = promotion()
  await executeCommand(promote, ana, asked)
  let stolen: Promise<unknown> = Promise.resolve()
  const onState = () => {
    stolen = database
      .query(`UPDATE leases SET expires_at = now() - interval '1 second'`)
      .then(() => acquireLease(database, 'promote:ml', { holder: 'other', seconds: 0 }))
  }
  const outcome = await decideRequest({ ...promote, onState }, bob, decided(asked.requestId))
  await stolen
  expect(outcome).toMatchObject({ kind: 'command', command: { state: 'waiting' } })
  expect(await listTagNames(repo, 'churn#*')).toEqual(['churn#production#1'])
  expect(await decideRequest(promote, bob, decided(asked.requestId))).toMatchObject({
    command: { state: 'indexed' },
  })
})
