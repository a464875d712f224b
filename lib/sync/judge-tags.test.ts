import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { Config } from '@/lib/config/config'
import { DEFAULTS } from '@/lib/config/defaults'
import type { Database } from '@/lib/database/database'
import { listEvents } from '@/lib/index/read/list-events'
import { listRejectedTags } from '@/lib/index/write/stored'
import { readSyncState } from '@/lib/journal/sync-state'
import { databaseForms, openTestDatabase } from '@/lib/testing/database'
import { dropIndex } from '@/lib/testing/drop-index'
import { createGitRepo, type GitRepo } from '@/lib/testing/git-repo'
import { readAnswers, readModel } from '@/lib/testing/read-answers'
import { signTag } from '@/lib/testing/sign-tag'
import { createSshKey } from '@/lib/testing/signing-keys'
import { openSyncFixture, type SyncFixture } from '@/lib/testing/sync-fixture'
import { createTempDir } from '@/lib/testing/temp-dir'
import type { EventView } from '@/lib/views/event'

const service = createSshKey()
const ana = createSshKey()
const stranger = createSshKey()
const START = 1_700_000_000
const NOW = new Date((START + 86_400) * 1000)

const opened: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close()
})

type Setting = {
  readonly repo: GitRepo
  readonly database: Database
  readonly sync: () => ReturnType<SyncFixture['sync']>
  /** Writes the file that names who is trusted. */
  readonly trust: (...lines: readonly string[]) => void
  readonly events: () => Promise<Readonly<Record<string, EventView>>>
}

const ANA = `ana@example.com ${ana.publicLine}`

/** A repository with a commit, and Ana's key trusted. */
async function createSetting(
  form: Database['kind'],
  settings: Partial<Config> = {},
  now: () => Date = () => NOW,
): Promise<Setting> {
  const repo = await createGitRepo({ dir: path.join(createTempDir('remote'), 'churn.git') })
  await repo.commit({ files: { 'a.txt': 'a' }, at: START })
  const test = await openTestDatabase(form)
  opened.push(() => test.remove())
  const allowedSigners = path.join(createTempDir('trust'), 'allowed_signers')
  const trust = (...lines: readonly string[]) =>
    writeFileSync(allowedSigners, lines.map((line) => `${line}\n`).join(''))
  trust(ANA)
  const { database } = test
  const fixture = await openSyncFixture(database, {
    repos: { ml: repo.dir },
    now,
    settings: {
      trust: { ...DEFAULTS.trust, allowedSigners },
      serviceAccount: {
        name: 'Signet',
        email: 'signet@example.com',
        sign: 'ssh',
        key: { kind: 'text', text: service.text, passphrase: null },
      },
      ...settings,
    },
  })
  opened.push(() => fixture.close())
  const sync = async () => {
    const outcome = await fixture.sync('ml')
    expect(fixture.bugs).toEqual([])
    return outcome
  }
  const events = async () => {
    const { items } = await listEvents(database, { repos: 'all' }, { limit: 1000 })
    return Object.fromEntries(items.map((event) => [event.tag, event]))
  }
  return { repo, database, sync, trust, events }
}

const TRAILERS = `Assign prod

Requested-by: Ana <ana@example.com>
Approved-by: Ben <ben@example.com>
Reason: better recall
Request-Id: 1
Registry-Repo: churn
Previous: none`

const require = (stages: Config['signatures']['stages']): Partial<Config> => ({
  signatures: { fallback: 'warn', stages },
})

describe.each(databaseForms)('what tags prove, %s', (form) => {
  test('is the signer, and for Signet’s own tags the actor', async () => {
    const { repo, sync, events } = await createSetting(form)
    await repo.tag('churn@v1.0.0', { at: START + 1 })
    await signTag(repo, 'churn#prod#1', { key: service, at: START + 2, message: TRAILERS })
    await signTag(repo, 'churn#dev#2', { key: ana, at: START + 3, message: TRAILERS })
    await signTag(repo, 'churn#qa#3', { key: stranger, at: START + 4, message: TRAILERS })
    await sync()
    const found = await events()
    const shown = Object.entries(found).map(([tag, { signature, actor, approvers, reason }]) => [
      ...[tag, signature.status, signature.signer, actor, approvers, reason],
    ])
    expect(shown.reverse()).toEqual([
      ['churn@v1.0.0', 'unsigned', null, null, [], null],
      [
        ...['churn#prod#1', 'verified', 'signet@example.com', 'Ana <ana@example.com>'],
        ...[['Ben <ben@example.com>'], 'better recall'],
      ],
      ['churn#dev#2', 'verified', 'ana@example.com', null, [], null],
      ['churn#qa#3', 'untrusted', null, null, [], null],
    ])
    expect(found['churn#dev#2']?.signature.key).toMatch(/^SHA256:/)
  })

  test('is nothing under another name or in another repository', async () => {
    const { repo, sync, events } = await createSetting(form)
    await signTag(repo, 'churn#prod#1', { key: ana, innerName: 'churn#staging#1' })
    const foreign = TRAILERS.replace('Registry-Repo: churn', 'Registry-Repo: fraud')
    await signTag(repo, 'churn#prod#2', { key: service, message: foreign })
    await sync()
    const found = await events()
    const verdicts = Object.values(found).map(({ tag, signature, actor }) => [
      ...[tag, signature.status, signature.verdict, actor],
    ])
    expect(verdicts).toEqual([
      ['churn#prod#2', 'invalid', 'wrong-repo', null],
      ['churn#prod#1', 'invalid', 'mismatch', null],
    ])
  })

  test('is invalidated by text around the signature', async () => {
    const { repo, sync, events } = await createSetting(form)
    const oid = await signTag(repo, 'churn#prod#1', { key: service, message: TRAILERS })
    const good = await repo.git(['cat-file', 'tag', oid])
    const signature = good.subarray(good.indexOf('-----BEGIN SSH'))
    await repo.rawTag(Buffer.concat([good, Buffer.from('Approved-by: ceo\n')]), 'churn#prod#1')
    const second = Buffer.from(String(good).replaceAll('churn#prod#1', 'churn#prod#2'))
    await repo.rawTag(Buffer.concat([second, signature]), 'churn#prod#2')
    await sync()
    const verdicts = Object.values(await events()).map(({ signature: { verdict }, actor }) => [
      ...[verdict, actor],
    ])
    expect(verdicts).toEqual([
      ['malformed', null],
      ['malformed', null],
    ])
  })

  test('is nothing with a revoked key', async () => {
    const revokedKeys = path.join(createTempDir('revoked'), 'revoked_keys')
    writeFileSync(revokedKeys, `${service.publicLine}\n`)
    const { repo, sync, events } = await createSetting(form, {
      trust: { ...DEFAULTS.trust, revokedKeys },
      signatures: { fallback: 'require', stages: { dev: 'off' } },
    })
    await signTag(repo, 'churn#prod#1', { key: service, at: START + 1, message: TRAILERS })
    await signTag(repo, 'churn#dev#2', { key: service, at: START + 2 })
    await repo.lightweightTag('churn#prod#3')
    await sync()
    const found = Object.values(await events()).map(({ tag, signature, rejected, actor }) => [
      ...[tag, signature.verdict, signature.policy, rejected, actor],
    ])
    expect(found).toEqual([
      ['churn#dev#2', 'revoked', 'off', false, null],
      ['churn#prod#1', 'revoked', 'require', true, null],
    ])
  })

  test('decides what counts under the policy require', async () => {
    const { repo, database, sync, events } = await createSetting(form, require({ prod: 'require' }))
    await repo.tag('churn@v1.0.0', { at: START + 1 })
    await signTag(repo, 'churn#prod#1', { key: ana, at: START + 2 })
    await repo.commit({ files: { 'a.txt': 'b' }, at: START + 3 })
    await repo.tag('churn@v1.1.0', { at: START + 4 })
    await repo.tag('churn#prod#2', { at: START + 5 })
    await repo.tag('churn#dev#3', { at: START + 6 })
    await sync()
    const { stages } = await readModel(database, 'ml', 'churn')
    const held = Object.entries(stages).map(([stage, [holder]]) => [stage, holder?.version])
    expect(held).toEqual([
      ['dev', 'v1.1.0'],
      ['prod', 'v1.0.0'],
    ])
    const found = await events()
    expect(Object.values(found).filter((event) => event.rejected)).toMatchObject([
      { tag: 'churn#prod#2', version: 'v1.1.0', signature: { policy: 'require' } },
    ])
    const rejected = await listRejectedTags(database, 'ml', ['churn'])
    expect([...rejected]).toEqual(['churn#prod#2'])
  })

  test('is evaluated again when the trusted keys change', async () => {
    const { repo, database, sync, trust, events } = await createSetting(form)
    await signTag(repo, 'churn@v1.0.0', { key: ana, at: START + 1 })
    await signTag(repo, 'fraud@v1.0.0', { key: stranger, at: START + 2 })
    await sync()
    trust(ANA, '# nothing new')
    expect(await sync()).toBe('unchanged')
    trust(`stranger@example.com ${stranger.publicLine}`)
    expect(await sync()).toBe('written')
    const statuses = Object.values(await events()).map((event) => event.signature.status)
    expect(statuses).toEqual(['verified', 'untrusted'])
    expect(await sync()).toBe('unchanged')
    const { rows } = await database.query('SELECT count(DISTINCT keyring) AS keyrings FROM proofs')
    expect(Number(rows[0]?.keyrings)).toBe(1)
  })

  test('is checked once', async () => {
    const { repo, database, sync } = await createSetting(form)
    await signTag(repo, 'churn@v1.0.0', { key: ana, at: START + 1 })
    await sync()
    await database.query(`UPDATE proofs SET proof = '{"kind":"unsigned"}'`)
    await signTag(repo, 'churn#prod#1', { key: ana, at: START + 2 })
    await sync()
    const { versions, stages } = await readModel(database, 'ml', 'churn')
    expect(versions[0]?.signature?.status).toBe('unsigned')
    expect(stages.prod?.[0]?.signature.status).toBe('verified')
  })

  test('stays as it was while a file of trust cannot be read', async () => {
    const config = { trust: { ...DEFAULTS.trust, allowedSigners: '/nowhere/allowed_signers' } }
    const { repo, database, sync } = await createSetting(form, config)
    await repo.tag('churn@v1.0.0', { at: START + 1 })
    expect(await sync()).toBe('failed')
    expect((await readSyncState(database, 'ml'))?.error).toMatchObject({
      code: 'trust-unreadable',
      message: 'The file that trust.allowed_signers names cannot be read.',
    })
  })

  test('is as good as the key was when the tag was first seen', async () => {
    let now = NOW
    const setting = await createSetting(form, {}, () => now)
    const { repo, sync, trust, events } = setting
    trust(`ana@example.com valid-before="20231201Z" ${ana.publicLine}`)
    await signTag(repo, 'churn@v1.0.0', { key: ana, at: START + 1 })
    await sync()
    now = new Date('2024-01-01T00:00:00Z')
    await signTag(repo, 'churn#prod#1', { key: ana, at: START + 2 })
    await sync()
    const verdicts = Object.values(await events()).map((event) => event.signature.verdict)
    expect(verdicts).toEqual(['expired', 'good'])
  })

  test('permits no signer whom the stage’s rule does not name', async () => {
    const rule = { who: ['ben@example.com'], from: null, branches: null, approvals: 0 }
    const stageRules = { prod: { ...rule, reason: 'optional' as const, checks: [] } }
    const { repo, sync, events } = await createSetting(form, { stageRules })
    await signTag(repo, 'churn#prod#1', { key: ana, at: START + 1 })
    await signTag(repo, 'churn#dev#2', { key: ana, at: START + 2 })
    await signTag(repo, 'churn#prod#3', { key: service, at: START + 3 })
    await sync()
    const verdicts = Object.values(await events()).map((event) => event.signature.verdict)
    expect(verdicts).toEqual(['good', 'good', 'not-allowed'])
  })

  test('does not hide date anomalies', async () => {
    let now = NOW
    const { repo, database, sync, events } = await createSetting(form, {}, () => now)
    await repo.tag('churn@v1.0.0', { at: START + 10 })
    await repo.tag('churn#dev#1', { at: START - 100_000 })
    await repo.tag('churn#qa#2', { at: START + 90_000 })
    await repo.tag('churn#prod#3', { at: START + 20 })
    await sync()
    now = new Date('2024-01-01T00:00:00Z')
    await repo.tag('churn#prod#4', { at: '2024-01-01T00:05:01Z' })
    await sync()
    const found = Object.values(await events()).map(({ tag, anomalies }) => [tag, anomalies])
    expect(Object.fromEntries(found)).toEqual({
      'churn@v1.0.0': [],
      'churn#dev#1': ['backdated'],
      'churn#qa#2': ['future'],
      'churn#prod#3': ['out-of-order'],
      'churn#prod#4': ['future'],
    })
    const { problemList } = await readModel(database, 'ml', 'churn')
    expect(problemList.map(({ code, tag }) => [code, tag])).toEqual([
      ['tag-backdated', 'churn#dev#1'],
      ['tag-in-future', 'churn#prod#4'],
      ['tag-in-future', 'churn#qa#2'],
    ])
  })

  test('is the same after the index was dropped', async () => {
    const { repo, database, sync } = await createSetting(form, require({ prod: 'require' }))
    await signTag(repo, 'churn@v1.0.0', { key: ana, at: START + 1 })
    await sync()
    await repo.tag('churn#prod#1', { at: START + 2 })
    await signTag(repo, 'churn@v1.0.0', { key: ana, at: START + 3, message: 'moved' })
    await repo.tag('fraud@v1.0.0', { at: START + 4 })
    await sync()
    await repo.deleteTag('fraud@v1.0.0')
    await sync()
    const before = await readAnswers(database, ['ml'])
    await dropIndex(database)
    expect(await sync()).toBe('written')
    expect(await readAnswers(database, ['ml'])).toBe(before)
    expect(before).toContain('"code": "tag-moved"')
    expect(before).toContain('"code": "tags-vanished"')
  })
})
