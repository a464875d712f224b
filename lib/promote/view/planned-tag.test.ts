import { afterEach, expect, test } from 'vitest'
import type { Config } from '@/lib/config/config'
import type { Command } from '@/lib/registry/commands/command'
import { NOW, openPromoteSetting, type PromoteSetting, START } from '@/lib/testing/promote-setting'
import {
  assign,
  buildActor,
  buildRequest,
  commitOf,
  nameOf,
  stageOf,
  versionOf,
} from '@/lib/testing/promote-world'
import type { PlannedTag } from '@/lib/views/command'
import { preview } from './preview'

const ana = buildActor('ana')
const stageOrder = ['dev', 'staging', 'production']

const opened: PromoteSetting[] = []
afterEach(async () => {
  for (const setting of opened.splice(0)) await setting.close()
})

async function createSetting(settings: Partial<Config> = {}) {
  const setting = await openPromoteSetting('embedded', {
    settings: { stageOrder, ...settings },
    now: () => NOW,
  })
  opened.push(setting)
  return setting
}

async function plan({ promote }: PromoteSetting, command: Command): Promise<PlannedTag> {
  const shown = await preview(promote, ana, buildRequest([command]))
  if (shown.kind !== 'preview') throw new Error(shown.refusal.code)
  const [tag] = shown.preview.tags
  if (tag === undefined) throw new Error(shown.preview.refusal?.code)
  return tag
}

function unassign(version: string): Command {
  const stage = stageOf('production')
  return { kind: 'unassign', artifact: nameOf('churn'), version: versionOf(version), stage }
}

test.each(['one', 'many'] as const)(
  'taking out the newest brings back the version before it, %s',
  async (versionsPerStage) => {
    const setting = await createSetting({ versionsPerStage })
    const { repo, second } = setting
    await repo.tag('churn#production#2', { commit: second, at: START + 86_400 + 30 })
    expect((await plan(setting, unassign('v1.1.0'))).bringsBack).toBe('v1.0.0')
    // It is not the one that counts now, so that nothing comes back.
    expect((await plan(setting, unassign('v1.0.0'))).bringsBack).toBeNull()
  },
)

test('a version that never held the stage before is said to skip it', async () => {
  const setting = await createSetting()
  const { repo, second } = setting
  const toProduction = assign('churn', 'v1.1.0', 'production')
  expect((await plan(setting, toProduction)).skips).toBe('staging')
  expect((await plan(setting, assign('churn', 'v1.1.0', 'dev'))).skips).toBeNull()
  expect((await plan(setting, assign('churn', 'v1.1.0', 'canary'))).skips).toBeNull()
  await repo.tag('churn#staging#2', { commit: second, at: START + 86_400 + 30 })
  await repo.tag('churn#staging!#3', { commit: second, at: START + 86_400 + 40 })
  expect((await plan(setting, toProduction)).skips).toBeNull()
})

test('a roll back skips nothing: the version held the stage before', async () => {
  const setting = await createSetting()
  const { repo, second } = setting
  await repo.tag('churn#production#2', { commit: second, at: START + 86_400 + 30 })
  const stage = stageOf('production')
  const planned = await plan(setting, { kind: 'roll-back', artifact: nameOf('churn'), stage })
  expect(planned).toMatchObject({ version: 'v1.0.0', skips: null, olderThan: null })
})

test('a stage given again ends a deprecation, and the plan says so', async () => {
  const setting = await createSetting()
  const { repo, second } = setting
  const again = assign('churn', 'v1.0.0', 'production')
  expect(await plan(setting, assign('churn', 'v1.1.0', 'dev'))).toMatchObject({
    endsDeprecation: false,
  })
  await expect(plan(setting, again)).rejects.toThrow('already-in-stage')
  await repo.tag('churn@deprecated', { commit: second, at: START + 86_400 + 30 })
  const planned = await plan(setting, again)
  expect(planned).toMatchObject({ endsDeprecation: true, difference: null, skips: null })
  expect(planned.after).toEqual({
    ...planned.before,
    production: [{ version: 'v1.0.0', tag: planned.tag }],
  })
})

test('a registration says when its commit is older than that of the latest version', async () => {
  const setting = await createSetting()
  const { repo } = setting
  const between = await repo.commit({ files: { 'b.txt': 'b' }, at: START + 1000, branch: 'side' })
  const newest = await repo.commit({ files: { 'c.txt': 'c' }, at: START + 2 * 86_400 })
  const register = (commit: string): Command => ({
    kind: 'register',
    artifact: nameOf('churn'),
    commit: commitOf(commit),
    version: null,
    bump: null,
  })
  expect(await plan(setting, register(between))).toMatchObject({
    version: 'v1.1.1',
    olderThan: 'v1.1.0',
  })
  expect(await plan(setting, register(newest))).toMatchObject({ olderThan: null })
})
