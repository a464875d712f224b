import { afterEach, describe, expect, test } from 'vitest'
import type { Actor } from '@/lib/auth/actor'
import { databaseForms } from '@/lib/testing/database'
import {
  buildRules,
  NOW,
  openPromoteSetting,
  type PromoteSetting,
  signInAll,
} from '@/lib/testing/promote-setting'
import { assign, buildActor, buildRequest } from '@/lib/testing/promote-world'
import { decideRequest, withdrawRequest } from '../approve/decide-request'
import { executeCommand } from '../execute/execute-command'
import { previewRequest } from './preview-request'

const ana = buildActor('ana')
const bob = buildActor('bob')
const dora = buildActor('dora')
const reader: Actor = { ...buildActor('cleo'), role: 'viewer' }
const everybody = { repos: 'all' } as const

const approval = (id: string) =>
  ({ id, decision: 'approve', reason: null, expected: null }) as const

const opened: PromoteSetting[] = []
afterEach(async () => {
  for (const setting of opened.splice(0)) await setting.close()
})

describe.each(databaseForms)('the preview of a request, %s', (form) => {
  async function ask() {
    const setting = await openPromoteSetting(form, {
      settings: buildRules({ approvals: 2 }),
      now: () => NOW,
    })
    opened.push(setting)
    await signInAll(setting, [ana, bob])
    const asked = buildRequest([assign('churn', 'v1.1.0', 'production')], { reason: 'better' })
    await executeCommand(setting.promote, ana, asked)
    const look = (
      actor: Actor | null,
      viewer = everybody as { repos: 'all' | readonly string[] },
    ) => previewRequest(setting.promote, { viewer, actor, id: asked.requestId })
    return { ...setting, asked, look }
  }

  test('says to those who may decide what would be written, and to each what they may do', async () => {
    const { look, asked } = await ask()
    expect(await look(bob)).toMatchObject({
      standing: 'decides',
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
    expect(await look(ana)).toEqual({ standing: 'own', answer: null })
    expect(await look(reader)).toEqual({ standing: 'watches', answer: null })
    expect(await look(null)).toEqual({ standing: 'watches', answer: null })
    expect(await look(bob, { repos: [] })).toBeNull()
  })

  test('has the approvals that are given, and is over with the request', async () => {
    const { look, asked, promote } = await ask()
    const decided = approval(asked.requestId)
    await decideRequest(promote, bob, decided)
    expect(await look(dora)).toMatchObject({
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
