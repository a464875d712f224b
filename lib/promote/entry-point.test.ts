import { renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { hashArtifact } from '@/lib/registry/state-hash'
import { runningSyncs } from '@/lib/sync/running'
import {
  listTagNames,
  NOW,
  openPromoteSetting,
  type PromoteSetting,
} from '@/lib/testing/promote-setting'
import { assign, buildActor, buildRequest, nameOf } from '@/lib/testing/promote-world'
import { createTempDir } from '@/lib/testing/temp-dir'
import type { Task } from '@/lib/worker/worker-pool'
import { withFreshState } from './check/fresh-state'
import { loadRepo } from './check/load-repo'
import * as door from './entry-point'
import { executeCommand } from './execute/execute-command'
import { startPromoting } from './start-promoting'
import { preview } from './view/preview'

const ana = buildActor('ana')
const everybody = { repos: 'all' } as const
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

type Options = Parameters<typeof openPromoteSetting>[1]

async function createSetting(options: Options = {}): Promise<PromoteSetting> {
  const setting = await openPromoteSetting('embedded', options)
  closing.push(() => setting.close())
  return setting
}

/** The server's parts with its reads done in this process. */
async function startWith({ promote }: PromoteSetting) {
  const queue = { send: async () => 'queued' as const, stop: async () => {} }
  const run = (task: Task) => Reflect.get(promote.reads, task.name)(...(task.args as unknown[]))
  const pool = { run, free: () => 1 }
  const workers = { syncs: pool, requests: pool, stop: async () => {} }
  runningSyncs.set({
    context: promote.sync,
    workers,
    queue,
    runtime: promote.runtime,
    git: '2.39.5',
  })
  const started = await startPromoting()
  closing.push(started.stop)
}

test('a start looks after what the last process left behind', async () => {
  const setting = await createSetting()
  const { repo, promote } = setting
  const asked = buildRequest([assign('churn', 'v1.1.0', 'production')])
  const away = () => renameSync(repo.dir, `${repo.dir}.away`)
  const onState = ({ state }: { readonly state: string }) => state === 'pushed' && away()
  await executeCommand({ ...promote, onState: (entry) => void onState(entry) }, ana, asked)
  renameSync(`${repo.dir}.away`, repo.dir)
  await startWith(setting)
  const state = async () => (await door.findCommand(everybody, asked.requestId))?.state
  await expect.poll(state).toBe('indexed')
})

test('everything goes through the door', async () => {
  const setting = await createSetting()
  const { repo, second } = setting
  await startWith(setting)
  const asked = buildRequest([assign('churn', 'v1.1.0', 'production')])
  const shown = await door.previewCommands(ana, asked)
  expect(shown).toMatchObject({ preview: { outcome: 'allowed' } })
  const state = door.getSignerState()
  expect(state).toMatchObject({ kind: 'on', signer: { name: 'Signet', format: 'ssh' } })
  expect(await door.runCommands(ana, asked)).toMatchObject({ command: { state: 'indexed' } })
  expect((await door.listCommands(everybody)).map(({ id }) => id)).toEqual([asked.requestId])
  expect((await door.readWaiting(everybody, ana)).count).toBe(0)
  expect(await door.withdrawRequest(ana, asked.requestId)).toMatchObject({
    refusal: { code: 'request-decided' },
  })
  expect(await listTagNames(repo, 'churn#*')).toEqual(['churn#production#1', 'churn#production#2'])
  const first = { repo: 'ml', branch: '', query: '', paths: ['artifacts.yaml'] }
  const picked = await door.listPickableCommits({ viewer: everybody, actor: ana }, first)
  expect(picked).toMatchObject({ branches: ['main'], branch: 'main', isComplete: true })
  expect(picked?.head).toBe(second)
  const shared = { subject: 'commit', author: 'Ada Example' }
  expect(picked?.commits).toEqual([
    { ...shared, commit: setting.first, at: '2023-11-14T22:13:20+00:00', touches: true },
    { ...shared, commit: second, at: '2023-11-15T22:13:20+00:00', touches: false },
  ])
  // Of a path that git does not take, nothing is told.
  const outside = { ...first, paths: ['../outside'] }
  const told = await door.listPickableCommits({ viewer: everybody, actor: ana }, outside)
  expect(told?.commits.map(({ touches }) => touches)).toEqual([false, false])
  const others = [
    { viewer: { repos: [] }, actor: ana },
    { viewer: everybody, actor: null },
    { viewer: everybody, actor: { ...ana, role: 'viewer' } },
  ] as const
  for (const other of others) expect(await door.listPickableCommits(other, first)).toBe(null)
})

test('the answer lists lines that name no trusted key, and a file that is gone', async () => {
  const file = path.join(createTempDir('trust'), 'allowed_signers')
  writeFileSync(file, '# people\nana@example.com ssh-ed25519 nonsense\n')
  const trust = { allowedSigners: file, revokedKeys: null, openpgpKeys: null }
  await startWith(await createSetting({ settings: { trust } }))
  expect(await door.listTrustProblems()).toEqual({
    kind: 'read',
    problems: [{ file: 'allowed-signers', line: 2, code: 'bad-key' }],
  })
  rmSync(file)
  expect(await door.listTrustProblems()).toEqual({
    kind: 'unreadable',
    why: 'The file that trust.allowed_signers names cannot be read.',
  })
})

test('nothing is signed with a key that is revoked', async () => {
  const file = path.join(createTempDir('trust'), 'revoked_keys')
  const trust = { allowedSigners: null, revokedKeys: file, openpgpKeys: null }
  writeFileSync(file, '')
  const setting = await createSetting({ settings: { trust } })
  if (setting.promote.signer.kind === 'off') throw new Error('cannot sign')
  writeFileSync(file, `${setting.promote.signer.signer.view.key} service\n`)
  const why = 'The file that trust.revoked_keys names has the service account’s own key.'
  const asked = buildRequest([assign('churn', 'v1.1.0', 'production')])
  expect(await executeCommand(setting.promote, ana, asked)).toMatchObject({
    kind: 'refused',
    refusal: { code: 'signing-off', details: { why } },
    command: { state: 'refused', tags: [] },
  })
  expect(await listTagNames(setting.repo, 'churn#production*')).toEqual(['churn#production#1'])
  await startWith(setting)
  expect(door.getSignerState()).toMatchObject({ kind: 'off', code: 'key-revoked', why })
  writeFileSync(file, '')
  const again = buildRequest([assign('churn', 'v1.1.0', 'production')])
  expect(await executeCommand(setting.promote, ana, again)).toMatchObject({
    command: { state: 'indexed' },
  })
})

test('what is loaded for a command is what the index has', async () => {
  const { repo, first, promote, context: sync } = await createSetting()
  const { config } = sync
  await repo.tag('churn#staging!#9', { commit: first, at: NOW.getTime() / 1000 - 9 })
  await repo.tag('fraud@v1.0.0', { commit: first, at: NOW.getTime() / 1000 - 8 })
  const signatures = { ...config.signatures, stages: { production: 'require' } } as const
  for (const settings of [config, { ...config, signatures }]) {
    const context = { runtime: promote.runtime, sync: { ...sync, config: settings } }
    const [repoConfig] = settings.repos
    if (repoConfig === undefined) throw new Error('no repository')
    const hashes = await withFreshState(context, repoConfig, async ({ fresh, snapshot }) => {
      const artifacts = [nameOf('churn'), nameOf('fraud')]
      const wanted = { slug: 'ml', artifacts, commits: [] }
      const loaded = await loadRepo(context.sync, { fresh, snapshot }, wanted)
      return [...loaded.artifacts.values()].map(
        ({ artifact }) => artifact && hashArtifact(artifact),
      )
    })
    const { rows } = await context.sync.database.query(
      'SELECT state_hash FROM models ORDER BY name',
    )
    expect(hashes).toEqual(rows.map((row) => row.state_hash))
  }
})

test('a preview tells which workflows the tag starts, from the files of its commit', async () => {
  const { repo, promote } = await createSetting()
  const workflow = (filter: string) =>
    `on: {push: {tags: ['${filter}']}}\njobs: {go: {runs-on: x, steps: []}}\n`
  const commit = await repo.commit({
    files: {
      '.github/workflows/deploy.yml': workflow('churn#production#*'),
      '.github/workflows/release.yml': workflow('v*'),
      '.gitlab-ci.yml': 'go: {script: [x], only: [tags]}\n',
    },
  })
  await repo.tag('churn@v1.2.0', { commit, at: NOW.getTime() / 1000 - 9 })
  const shown = await preview(promote, ana, buildRequest([assign('churn', 'v1.2.0', 'production')]))
  if (shown.kind !== 'preview') throw new Error(shown.refusal.code)
  const workflows = shown.preview.tags[0]?.workflows.map(({ file, outcome }) => [file, outcome])
  expect(workflows).toEqual([
    ['.github/workflows/deploy.yml', 'starts'],
    ['.github/workflows/release.yml', 'does-not-start'],
    ['.gitlab-ci.yml', 'starts'],
  ])
})
