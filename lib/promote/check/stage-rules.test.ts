import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Command } from '@/lib/registry/commands/command'
import type { TestFile } from '@/lib/testing/git-repo'
import {
  buildRules,
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
  versionOf,
} from '@/lib/testing/promote-world'
import { executeCommand } from '../execute/execute-command'
import { preview } from '../view/preview'

const ana = buildActor('ana', { role: 'admin' })
const cleo = buildActor('cleo')

/** Production is Cleo's; canary takes what is on main, and edge is for owners. */
const SETTINGS = buildRules({ who: ['cleo@example.com'] })
const OPEN = SETTINGS.stageRules?.production
const canary = OPEN && { ...OPEN, who: null, branches: ['main'] }
const edge = OPEN && { ...OPEN, who: ['owners'] }
const ANAS = '{ type: model, custom: { owners: [ana@example.com] } }'

let setting: PromoteSetting
let loose: string
beforeAll(async () => {
  const stageRules = { ...SETTINGS.stageRules, ...(canary && { canary }), ...(edge && { edge }) }
  setting = await openPromoteSetting('embedded', { settings: { ...SETTINGS, stageRules } })
  const { repo, first, second } = setting
  let at = START + 2 * DAY
  const tag = (name: string, commit: string) => repo.tag(name, { commit, at: ++at })
  await tag('churn#production#2', second)
  for (const name of ['former', 'retired']) {
    await tag(`${name}@v1.0.0`, first)
    await tag(`${name}#production#1`, first)
  }
  await tag('former@v1.0.0!', first)
  await tag('retired@deprecated', first)
  await tag('fraud@v1.0.0', first)
  await repo.commit({ files: { 'artifacts.yaml': `churn: { type: model }\nours: ${ANAS}\n` }, at })
  await tag('ours@v1.0.0', second)
  const stray = { 'artifacts.yaml': `stray: ${ANAS}\n` }
  loose = await repo.commit({ files: stray, branch: 'feature/main', parents: [second], at })
  await tag('stray@v1.0.0', loose)
  await repo.git(['update-ref', 'refs/heads/heads/main', loose])
  await repo.lightweightTag('main', loose)
  await tag('churn@v2.0.0', loose)
})
afterAll(() => setting.close())

const churn = nameOf('churn')
const production = stageOf('production')
const register = (name: string, commit: string): Command => ({
  kind: 'register',
  artifact: nameOf(name),
  commit: commitOf(commit),
  version: null,
  bump: null,
})

type Attempt = readonly [what: string, commands: () => readonly Command[]]

describe('whom the rule of a stage does not name, admin or not, changes nothing about it', () => {
  test.each<Attempt>([
    ['by giving it', () => [assign('churn', 'v1.0.0', 'production')]],
    ['by rolling it back', () => [{ kind: 'roll-back', artifact: churn, stage: production }]],
    [
      'by taking it away',
      () => [
        { kind: 'unassign', artifact: churn, version: versionOf('v1.1.0'), stage: production },
      ],
    ],
    [
      'by taking away what would hold it again',
      () => [
        { kind: 'unassign', artifact: churn, version: versionOf('v1.0.0'), stage: production },
      ],
    ],
    [
      'by deregistering what holds it',
      () => [{ kind: 'deregister', artifact: churn, version: versionOf('v1.1.0') }],
    ],
    ['by deprecating the model', () => [{ kind: 'deprecate', artifact: churn }]],
    ['by registering anew what held it', () => [register('former', setting.first)]],
    ['by registering what ends a deprecation', () => [register('retired', setting.second)]],
    ['by another stage, which ends one too', () => [assign('retired', 'v1.0.0', 'staging')]],
    [
      'along with something that is allowed',
      () => [assign('fraud', 'v1.0.0', 'staging'), assign('churn', 'v1.0.0', 'production')],
    ],
    [
      'along with something that is allowed, last',
      () => [assign('churn', 'v1.0.0', 'production'), assign('fraud', 'v1.0.0', 'staging')],
    ],
  ])('%s', async (_what, commands) => {
    const { repo, promote } = setting
    const before = await listTagNames(repo, '*')
    const denied = { code: 'policy-denied', details: { stage: 'production' } }
    const asked = buildRequest(commands())
    expect(await executeCommand(promote, ana, asked)).toMatchObject({
      refusal: denied,
      command: { state: 'refused', tags: [] },
    })
    expect(await listTagNames(repo, '*')).toEqual(before)
    expect(await preview(promote, cleo, asked)).toMatchObject({ preview: { outcome: 'allowed' } })
  })

  test('and a branch is meant by its whole name', async () => {
    const asked = buildRequest([assign('churn', 'v2.0.0', 'canary')])
    expect(await preview(setting.promote, ana, asked)).toMatchObject({
      preview: { refusal: { code: 'policy-denied', details: { failed: ['branches main'] } } },
    })
  })
})

describe('a refusal is about one stage', () => {
  test.each<readonly [what: string, commands: () => readonly Command[], details: object]>([
    [
      'where the rules of two do not hold',
      () => [assign('churn', 'v2.0.0', 'canary'), assign('fraud', 'v1.0.0', 'production')],
      { stage: 'canary', failed: ['branches main'] },
    ],
    [
      'and says once what does not hold for two models',
      () => [assign('ours', 'v1.0.0', 'production'), assign('fraud', 'v1.0.0', 'production')],
      { stage: 'production', failed: ['who cleo@example.com'], who: ['cleo@example.com'] },
    ],
  ])('%s', async (_what, commands, details) => {
    const shown = await preview(setting.promote, ana, buildRequest(commands()))
    if (shown.kind !== 'preview') throw new Error(shown.kind)
    expect(shown.preview.refusal).toEqual({ code: 'policy-denied', details })
  })
})

test('owners are those whom the default branch names, not any commit that is registered', async () => {
  const { promote } = setting
  const toEdge = (name: string) =>
    preview(promote, ana, buildRequest([assign(name, 'v1.0.0', 'edge')]))
  expect(await toEdge('ours')).toMatchObject({ preview: { outcome: 'allowed' } })
  expect(await toEdge('stray')).toMatchObject({
    preview: { refusal: { code: 'policy-denied', details: { stage: 'edge', who: ['owners'] } } },
  })
})

/** The default branch with this file, and what comes of Ana's giving `stage` to churn. */
async function tryWith(file: TestFile, [version, stage] = ['v1.1.0', 'staging']) {
  const { repo, promote } = setting
  await repo.commit({ files: { '.signet.yaml': file }, at: START + 5 * DAY })
  const shown = await preview(promote, ana, buildRequest([assign('churn', version, stage)]))
  if (shown.kind !== 'preview') return shown.refusal.code
  return shown.preview.refusal?.code ?? shown.preview.outcome
}

const forStaging = (rule: string) => `stages: { rules: { staging: ${rule} } }\n`
const CLEOS = forStaging('{ who: [cleo@example.com] }')

describe('the rules of the repository itself', () => {
  test.each<[what: string, file: TestFile, outcome: string]>([
    ['none', forStaging('{}'), 'allowed'],
    ['whom they name', forStaging('{ who: [ana@example.com] }'), 'allowed'],
    ['whom they do not', CLEOS, 'policy-denied'],
    ['a symbolic link', { mode: '120000', content: 'rules.yaml' }, 'policy-broken'],
    ['a program’s file', { mode: '100755', content: CLEOS }, 'policy-denied'],
    ['no YAML', 'stages: [', 'policy-broken'],
    ['two documents', `${forStaging('{}')}---\n${CLEOS}`, 'policy-broken'],
    ['a key twice', `${forStaging('{}')}${CLEOS}`, 'policy-broken'],
    ['a misspelt part', forStaging('{ approval: 2 }'), 'policy-broken'],
    ['a check that nothing can answer', forStaging('{ checks: [card] }'), 'policy-denied'],
    ['a metric that is not there', forStaging('{ checks: ["metrics.a > 0"] }'), 'policy-denied'],
    ['bytes that are no UTF-8', Buffer.from('stages: \xff\n', 'latin1'), 'policy-broken'],
    ['a pointer of LFS', 'version https://git-lfs.github.com/spec/v1\n', 'policy-broken'],
    ['a deep nest', `stages: ${'['.repeat(2000)}\n`, 'policy-broken'],
    ['more than a quarter of a megabyte', `${CLEOS}#${'x'.repeat(300_000)}\n`, 'policy-broken'],
  ])('%s', async (_what, file, outcome) => {
    expect(await tryWith(file)).toBe(outcome)
  })

  test('cannot loosen those of the server', async () => {
    const file = 'stages: { rules: { production: { who: ["*"], approvals: 0 } } }\n'
    expect(await tryWith(file, ['v1.0.0', 'production'])).toBe('policy-denied')
  })

  test('are those of the default branch, whatever others say', async () => {
    const files = { '.signet.yaml': forStaging('{}') }
    await setting.repo.commit({ files, branch: 'feature/rules', at: START + 5 * DAY })
    expect(await tryWith(CLEOS)).toBe('policy-denied')
  })

  test('are not known where HEAD names no branch that is there, and nothing is allowed then', async () => {
    const { repo, promote } = setting
    await repo.setHead('gone')
    const asked = buildRequest([assign('churn', 'v1.1.0', 'staging')])
    expect(await preview(promote, ana, asked)).toMatchObject({
      preview: { refusal: { code: 'policy-broken', details: { stage: 'staging', key: '' } } },
    })
    await repo.setHead('main')
    expect(await tryWith(forStaging('{}'))).toBe('allowed')
  })

  test('count when a command is confirmed, as they are then', async () => {
    const { repo, promote } = setting
    expect(await tryWith(forStaging('{}'))).toBe('allowed')
    const asked = buildRequest([assign('churn', 'v1.1.0', 'staging')])
    const shown = await preview(promote, ana, asked)
    if (shown.kind !== 'preview') throw new Error(shown.refusal.code)
    const { expected } = shown.preview
    const before = await listTagNames(repo, '*')
    await repo.commit({ files: { '.signet.yaml': CLEOS }, at: START + 5 * DAY })
    expect(await executeCommand(promote, ana, { ...asked, expected })).toMatchObject({
      refusal: { code: 'policy-denied', details: { stage: 'staging' } },
    })
    expect(await listTagNames(repo, '*')).toEqual(before)
  })
})

test('a workflow file of five megabytes is not read, and the others are', async () => {
  const { repo, promote } = setting
  const workflow = 'on: {push: {tags: ["*"]}}\njobs: {go: {runs-on: x, steps: []}}\n'
  const commit = await repo.commit({
    files: {
      '.signet.yaml': null,
      '.github/workflows/big.yml': `${workflow}#${'x'.repeat(5_000_000)}\n`,
      '.github/workflows/deep.yml': `on: ${'['.repeat(5000)}\n`,
      '.github/workflows/small.yml': workflow,
    },
    at: START + 6 * DAY,
  })
  const shown = await preview(promote, ana, buildRequest([register('fraud', commit)]))
  if (shown.kind !== 'preview') throw new Error(shown.refusal.code)
  const workflows = shown.preview.tags[0]?.workflows.map(({ file, outcome }) => [file, outcome])
  expect(workflows).toEqual([
    ['.github/workflows/big.yml', 'unknown'],
    ['.github/workflows/deep.yml', 'unknown'],
    ['.github/workflows/small.yml', 'starts'],
  ])
})
