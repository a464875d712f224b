import { afterEach, describe, expect, test } from 'vitest'
import type { Actor } from '@/lib/auth/actor'
import { createSession } from '@/lib/auth/sessions'
import type { Config } from '@/lib/config/config'
import { DEFAULTS } from '@/lib/config/defaults'
import { databaseForms } from '@/lib/testing/database'
import { NOW, openPromoteSetting, type PromoteSetting } from '@/lib/testing/promote-setting'
import { assign, buildActor, buildAsked } from '@/lib/testing/promote-world'
import { decideRequest, withdrawRequest } from './decide-request'
import { previewRequest } from './preview-request'
import { run } from './run'

const ana = buildActor('ana')
const bob = buildActor('bob')
const reader: Actor = { ...buildActor('cleo'), role: 'viewer' }
const everybody = { repos: 'all' } as const

const RULE = {
  ...{ who: null, from: null, branches: null, approvals: 2, checks: [] },
  reason: 'optional',
} as const

const SETTINGS: Partial<Config> = {
  mode: 'configured',
  stageRules: { production: RULE },
  auth: {
    ...DEFAULTS.auth,
    providers: [
      {
        type: 'oidc',
        ...{ name: 'ID', issuer: 'https://id.example.com', groupsClaim: 'groups' },
        ...{ clientId: 'x', clientSecret: 'y' },
      },
    ],
    roles: { viewer: [], editor: ['*@example.com'], admin: [] },
  },
}

const opened: PromoteSetting[] = []
afterEach(async () => {
  for (const setting of opened.splice(0)) await setting.close()
})

describe.each(databaseForms)('the preview of a request, %s', (form) => {
  async function ask() {
    const setting = await openPromoteSetting(form, { settings: SETTINGS, now: () => NOW })
    opened.push(setting)
    for (const { id, name, email, groups } of [ana, bob]) {
      const person = { id, name, email, groups, issuer: 'https://id.example.com' }
      await createSession(setting.context.database, person, NOW)
    }
    const asked = buildAsked([assign('churn', 'v1.1.0', 'production')], { reason: 'better' })
    await run(setting.promote, ana, asked)
    const look = (
      actor: Actor | null,
      viewer = everybody as { repos: 'all' | readonly string[] },
    ) => previewRequest(setting.promote, { viewer, actor, id: asked.requestId })
    return { ...setting, asked, look }
  }

  test('says what would be written for whoever asked, and what each may do', async () => {
    const { look, asked } = await ask()
    const own = await look(ana)
    expect(own).toMatchObject({
      standing: 'own',
      answer: {
        kind: 'preview',
        preview: {
          requestId: asked.requestId,
          outcome: 'needs-approval',
          tags: [
            {
              tag: 'churn#production#2',
              message: expect.stringContaining(
                'Requested-by: ana <ana@example.com>\nReason: better\n',
              ),
            },
          ],
        },
      },
    })
    expect((await look(bob))?.standing).toBe('decides')
    expect((await look(reader))?.standing).toBe('watches')
    expect((await look(null))?.standing).toBe('watches')
    expect(await look(bob, { repos: [] })).toBeNull()
  })

  test('has the approvals that are given, and is over with the request', async () => {
    const { look, asked, promote } = await ask()
    const decided = { id: asked.requestId, decision: 'approve', reason: null } as const
    await decideRequest(promote, bob, decided)
    expect(await look(bob)).toMatchObject({
      answer: {
        preview: {
          tags: [{ message: expect.stringContaining('\nApproved-by: bob <bob@example.com>\n') }],
        },
      },
    })
    await withdrawRequest(promote, ana, asked.requestId)
    expect(await look(bob)).toBeNull()
    expect(await previewRequest(promote, { viewer: everybody, actor: bob, id: 'none' })).toBeNull()
  })
})
