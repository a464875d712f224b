import { afterEach, describe, expect, test } from 'vitest'
import { listStoredEvents } from '@/lib/index/write/stored'
import { databaseForms } from '@/lib/testing/database'
import type { GitRepo } from '@/lib/testing/git-repo'
import {
  DAY,
  listTagNames,
  openPromoteSetting,
  type PromoteSetting,
  START,
} from '@/lib/testing/promote-setting'
import {
  assign,
  buildActor,
  buildRequest,
  commitOf,
  nameOf,
  stageOf,
} from '@/lib/testing/promote-world'
import { findCommand } from '../view/list-commands'
import { preview } from '../view/preview'
import { executeCommand } from './execute-command'

const ana = buildActor('ana')
const opened: PromoteSetting[] = []
afterEach(async () => {
  for (const setting of opened.splice(0)) await setting.close()
})

async function createSetting(form: (typeof databaseForms)[number]) {
  const setting = await openPromoteSetting(form)
  opened.push(setting)
  return setting
}

async function readTag(repo: GitRepo, name: string): Promise<string> {
  return (await repo.git(['cat-file', '-p', `refs/tags/${name}`])).toString()
}

test('a tag of no model above the new name is found before anything is written', async () => {
  const { promote, repo, first } = await createSetting('embedded')
  await repo.git(['tag', 'nlp', first])
  const files = { 'artifacts.yaml': 'nlp/topics: {type: model}\n' }
  const commit = commitOf(await repo.commit({ files, at: START + 2 * DAY }))
  const artifact = nameOf('nlp/topics')
  const register = { kind: 'register', artifact, commit, version: null, bump: null } as const
  const refusal = {
    code: 'tag-name-refused',
    details: { tag: 'nlp/topics@v0.0.1', why: 'tag-in-the-way' },
  }
  expect(await preview(promote, ana, buildRequest([register]))).toMatchObject({
    preview: { outcome: 'refused', refusal },
  })
  expect(await executeCommand(promote, ana, buildRequest([register]))).toMatchObject({ refusal })
})

test('a tag gets the name of none that was deleted, as if it had moved', async () => {
  const { promote, repo, sync } = await createSetting('embedded')
  const asked = () => buildRequest([assign('churn', 'v1.1.0', 'production')])
  await executeCommand(promote, ana, asked())
  await repo.git(['update-ref', '-d', 'refs/tags/churn#production#2'])
  await sync('ml')
  expect(await executeCommand(promote, ana, asked())).toMatchObject({
    command: { state: 'indexed', tags: [{ tag: 'churn#production#3' }] },
  })
  const { rows } = await promote.sync.database.query(
    `SELECT verdict, actor FROM events WHERE tag = 'churn#production#3'`,
  )
  expect(rows).toEqual([{ verdict: 'good', actor: 'ana <ana@example.com>' }])
})

describe.each(databaseForms)('a command, %s', (form) => {
  test('ends in a signed tag on the remote and in the index', async () => {
    const { repo, second, promote } = await createSetting(form)
    const { database } = promote.sync
    const states: string[] = []
    const context = { ...promote, onState: ({ state }: { state: string }) => states.push(state) }
    const previous = await repo.resolve('refs/tags/churn#production#1')
    const asked = buildRequest([assign('churn', 'v1.1.0', 'production')], { reason: 'better AUC' })
    const shown = await preview(promote, ana, asked)
    if (shown.kind !== 'preview') throw new Error(shown.refusal.code)
    expect(shown.preview).toMatchObject({ repo: 'ml', outcome: 'allowed', refusal: null })
    const [planned] = shown.preview.tags
    expect(planned).toMatchObject({
      artifact: 'churn',
      kind: 'assignment',
      version: 'v1.1.0',
      stage: 'production',
      tag: 'churn#production#2',
      commit: second,
      previous: { tag: 'churn#production#1', oid: previous, version: 'v1.0.0' },
      before: { production: [{ version: 'v1.0.0', tag: 'churn#production#1' }] },
      after: { production: [{ version: 'v1.1.0', tag: 'churn#production#2' }] },
      latestBefore: 'v1.1.0',
      latestAfter: 'v1.1.0',
      stageOrder: ['production'],
      difference: { from: 'v1.0.0', to: 'v1.1.0' },
      links: null,
    })
    const { expected } = shown.preview
    const outcome = await executeCommand(context, ana, { ...asked, expected })
    expect(outcome).toMatchObject({ kind: 'command', command: { state: 'indexed', refusal: null } })
    expect(states).toEqual(['requested', 'checked', 'prepared', 'pushed', 'confirmed', 'indexed'])
    const tag = await readTag(repo, 'churn#production#2')
    const [head = '', ...rest] = tag.split('\n\n')
    expect(head).toBe(
      `object ${second}\ntype commit\ntag churn#production#2\n` +
        `tagger Signet <signet@localhost> ${START + 10 * DAY} +0000`,
    )
    const message = rest.join('\n\n').split('-----BEGIN SSH SIGNATURE-----')[0]
    expect(message).toBe(planned?.message)
    expect(message).toBe(
      'Assigning stage production to artifact churn version v1.1.0\n\n' +
        'Requested-by: ana <ana@example.com>\nReason: better AUC\n' +
        `Request-Id: ${asked.requestId}\nRegistry-Repo: repo\nPrevious: ${previous}\n`,
    )
    const events = await listStoredEvents(database, 'ml', ['churn'])
    expect(events.map(({ name }) => name)).toContain('churn#production#2')
    const rows = await database.query(
      `SELECT verdict, actor, reason FROM events WHERE tag = 'churn#production#2'`,
    )
    expect(rows.rows).toEqual([
      { verdict: 'good', actor: 'ana <ana@example.com>', reason: 'better AUC' },
    ])
    const found = await findCommand(promote, { repos: 'all' }, asked.requestId)
    expect(found?.tags).toEqual([
      {
        artifact: 'churn',
        tag: 'churn#production#2',
        commit: second,
        oid: await repo.resolve('refs/tags/churn#production#2'),
        displaces: 'churn#production#1',
        links: null,
      },
    ])
    expect(await findCommand(promote, { repos: ['other'] }, asked.requestId)).toBe(null)
  })

  test('sent twice writes once and answers the same, also at the same time', async () => {
    const { repo, promote } = await createSetting(form)
    const asked = buildRequest([assign('churn', 'v1.1.0', 'production')])
    const [one, two] = await Promise.all([
      executeCommand(promote, ana, asked),
      executeCommand(promote, ana, asked),
    ])
    const again = await executeCommand(promote, ana, asked)
    expect(one).toMatchObject({ kind: 'command', command: { state: 'indexed' } })
    expect(two).toEqual(one)
    expect(again).toEqual(one)
    expect(await listTagNames(repo, 'churn#*')).toEqual([
      'churn#production#1',
      'churn#production#2',
    ])
    const other = { ...asked, commands: [assign('churn', 'v1.0.0', 'production')] }
    expect(await executeCommand(promote, ana, other)).toMatchObject({
      refusal: { code: 'request-id-reused' },
    })
    expect(await executeCommand(promote, buildActor('bob'), asked)).toMatchObject({
      refusal: { code: 'request-id-reused' },
    })
  })

  test('on a stale page is refused, with who wrote what meanwhile', async () => {
    const { repo, second, promote } = await createSetting(form)
    const asked = buildRequest([assign('churn', 'v1.1.0', 'production')])
    const shown = await preview(promote, ana, asked)
    if (shown.kind !== 'preview') throw new Error(shown.refusal.code)
    await repo.tag('churn#staging#2', { commit: second, at: START + 2 * DAY })
    const { expected } = shown.preview
    expect(await executeCommand(promote, ana, { ...asked, expected })).toMatchObject({
      kind: 'refused',
      refusal: {
        code: 'changed-meanwhile',
        details: {
          artifact: 'churn',
          tag: 'churn#staging#2',
          by: 'Ada Example',
          at: '2023-11-16T22:13:20+00:00',
        },
      },
      command: { state: 'refused', tags: [] },
    })
  })

  test('writes several models in one push, all or none', async () => {
    const { repo, first, promote } = await createSetting(form)
    await repo.tag('fraud@v2.0.0', { commit: first, at: START + 2 * DAY })
    const both = [assign('churn', 'v1.1.0', 'production'), assign('fraud', 'v2.0.0', 'production')]
    const outcome = await executeCommand(promote, ana, buildRequest(both))
    expect(outcome).toMatchObject({
      kind: 'command',
      command: {
        state: 'indexed',
        tags: [{ tag: 'churn#production#2' }, { tag: 'fraud#production#1' }],
      },
    })
    const one = [assign('churn', 'v1.0.0', 'production'), assign('fraud', 'v2.0.0', 'production')]
    expect(await executeCommand(promote, ana, buildRequest(one))).toMatchObject({
      refusal: { code: 'already-in-stage', details: { version: 'v2.0.0' } },
    })
    expect(await listTagNames(repo, 'churn#*')).toEqual([
      'churn#production#1',
      'churn#production#2',
    ])
  })

  test('registers a commit of a branch, and none that no branch has', async () => {
    const { repo, promote } = await createSetting(form)
    const commit = await repo.commit({
      files: { 'artifacts.yaml': 'churn: {type: model, description: new}\n' },
      at: START + 3 * DAY,
    })
    const register = (one: string) => ({
      ...({ kind: 'register', artifact: nameOf('churn'), commit: commitOf(one) } as const),
      version: null,
      bump: null,
    })
    const outcome = await executeCommand(promote, ana, buildRequest([register(commit)]))
    expect(outcome).toMatchObject({
      command: {
        state: 'indexed',
        commands: [{ kind: 'register', version: 'v1.1.1' }],
        tags: [{ tag: 'churn@v1.1.1', commit }],
      },
    })
    const unknown = 'f'.repeat(40)
    expect(await executeCommand(promote, ana, buildRequest([register(unknown)]))).toMatchObject({
      refusal: { code: 'commit-unknown', details: { commit: unknown } },
    })
    const loose = await repo.commit({ files: { b: 'b' }, branch: 'gone', at: START + 4 * DAY })
    await repo.git(['update-ref', '-d', 'refs/heads/gone'])
    expect(await executeCommand(promote, ana, buildRequest([register(loose)]))).toMatchObject({
      refusal: { code: 'commit-unknown', details: { commit: loose } },
    })
  })

  test('dates its tags after every tag of the model', async () => {
    const { repo, first, promote } = await createSetting(form)
    await repo.tag('churn#staging#2', { commit: first, at: START + 10 * DAY + 200 })
    const asked = buildRequest([assign('churn', 'v1.1.0', 'staging')])
    expect(await executeCommand(promote, ana, asked)).toMatchObject({
      command: { state: 'indexed' },
    })
    expect(await readTag(repo, 'churn#staging#3')).toContain(`> ${START + 10 * DAY + 201} +0000`)
    await repo.tag('churn#staging#4', { commit: first, at: START + 11 * DAY })
    const next = buildRequest([assign('churn', 'v1.1.0', 'staging')])
    expect(await executeCommand(promote, ana, next)).toMatchObject({
      refusal: { code: 'tags-in-future' },
    })
  })

  test('rolls back by a new tag for the version before', async () => {
    const { repo, promote } = await createSetting(form)
    await executeCommand(promote, ana, buildRequest([assign('churn', 'v1.1.0', 'production')]))
    const back = {
      kind: 'roll-back',
      artifact: nameOf('churn'),
      stage: stageOf('production'),
    } as const
    const outcome = await executeCommand(promote, ana, buildRequest([back]))
    expect(outcome).toMatchObject({
      command: {
        commands: [{ kind: 'roll-back', version: 'v1.0.0', stage: 'production' }],
        tags: [{ tag: 'churn#production#3' }],
      },
    })
    expect(await readTag(repo, 'churn#production#3')).toContain('churn version v1.0.0')
  })
})
