import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { findModel } from '@/lib/index/read/find-model'
import { listRepos } from '@/lib/index/read/list-repos'
import { withDatabase } from '@/lib/testing/database'
import { createGitRepo, type GitRepo } from '@/lib/testing/git-repo'
import { signTag } from '@/lib/testing/sign-tag'
import { createSshKey } from '@/lib/testing/signing-keys'
import { openSyncFixture } from '@/lib/testing/sync-fixture'
import { createTempDir } from '@/lib/testing/temp-dir'

const ana = createSshKey()
const START = 1_700_000_000

async function createRepo(): Promise<GitRepo> {
  const repo = await createGitRepo({ dir: path.join(createTempDir('remote'), 'churn.git') })
  await repo.commit({ files: { 'a.txt': 'a' }, at: START })
  await signTag(repo, 'churn@v1.0.0', { key: ana, at: START + 1 })
  await signTag(repo, 'churn#prod#1', { key: ana, at: START + 2 })
  await repo.commit({ files: { 'a.txt': 'b' }, at: START + 3 })
  await repo.tag('churn@v1.1.0', { at: START + 4 })
  await repo.tag('churn#prod#2', { at: START + 5 })
  return repo
}

/** Runs the program with a signet.yaml, or without one. */
function verify(wanted: string, config: string | null, instant: readonly string[] = []) {
  const dir = createTempDir('verify-config')
  const file = path.join(dir, 'signet.yaml')
  const trusted = path.join(dir, 'allowed_signers')
  writeFileSync(trusted, `ana@example.com ${ana.publicLine}\n`)
  if (config !== null) writeFileSync(file, config)
  const args = ['--import', 'tsx', 'scripts/verify/verify.ts', wanted, ...instant]
  const { stdout, stderr, status } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'test',
      TMPDIR: dir,
      SIGNET_DATA_DIR: path.join(dir, 'data'),
      ...(config === null ? {} : { SIGNET_CONFIG: file }),
    },
  })
  return { lines: stdout.split('\n'), stderr, status }
}

test('prints the state at an instant, with the hash that the server reports', async () => {
  const repo = await createRepo()
  const instants = [START, START + 1, START + 3, START + 5].map((second) =>
    new Date(second * 1000).toISOString(),
  )
  const printed = instants.map((at) => verify(repo.dir, null, [at.replace('.000', '')]).lines)
  expect(printed.map((lines) => lines[4]?.split(/\s+/).slice(0, 3))).toEqual([
    [''],
    ['churn', 'v1.0.0', '-'],
    ['churn', 'v1.0.0', 'prod=v1.0.0'],
    ['churn', 'v1.1.0', 'prod=v1.1.0'],
  ])
  await withDatabase('embedded', async (database) => {
    const fixture = await openSyncFixture(database, { repos: { churn: repo.dir } })
    await fixture.sync('churn')
    await fixture.close()
    for (const [index, at] of [START + 1, START + 3, START + 5].entries()) {
      const request = { repo: 'churn', name: 'churn', at }
      const model = await findModel(database, { repos: 'all' }, request)
      expect(printed[index + 1]?.[4]?.split(/\s+/)[3]).toBe(model?.stateHash)
    }
  })
})

test('an instant that is none is named', async () => {
  const { stderr, lines, status } = verify('/nowhere', null, ['2026-02-31'])
  expect(stderr).toMatch(/^--at 2026-02-31 is no instant\. Allowed is a date such as 2026-03-01/)
  expect([lines, status]).toEqual([[''], 1])
})

const TRUST = 'trust: { allowed_signers: ./allowed_signers }\n'

test('prints models, bad tags and the hash that the server reports', async () => {
  const repo = await createRepo()
  const { lines, stderr, status } = verify(repo.dir, null)
  expect(stderr).toBe('')
  const reported = await withDatabase('embedded', async (database) => {
    const fixture = await openSyncFixture(database, { repos: { churn: repo.dir } })
    await fixture.sync('churn')
    await fixture.close()
    return (await listRepos(database, { repos: 'all' }))[0]?.stateHash
  })
  expect(lines).toContain(`state ${reported}`)
  expect(lines).toContain('churn  v1.1.0  v1.1.0')
  expect(lines).toContain('4 registry tags: 2 unsigned, 2 untrusted')
  expect(lines.filter((line) => line.includes('key-unknown'))).toHaveLength(2)
  expect(status).toBe(1)
})

test('trusts whom signet.yaml trusts, and counts what its policy counts', async () => {
  const repo = await createRepo()
  const trusting = verify(repo.dir, TRUST)
  expect(trusting.stderr).toBe('')
  expect([trusting.lines.includes('No signature is bad.'), trusting.status]).toEqual([true, 0])
  const strict = verify(repo.dir, `${TRUST}policy: { signatures: require }\n`)
  expect(strict.lines).toContain('churn  v1.0.0  v1.0.0')
  expect(strict.lines).toContain('  churn#prod#2  unsigned  -  -  does not count')
  expect(strict.status).toBe(1)
})

test('says in a sentence what is wrong', () => {
  const { stderr, status } = verify('/nowhere/churn.git', null)
  expect([status, stderr.split('\n').length]).toEqual([1, 2])
})

test.each([[[]], [['']], [['--help']], [['a', 'b']], [['--at', '2026-03-01']]])(
  '%j is asked back',
  (args) => {
    const { stderr, status } = spawnSync(process.execPath, ['scripts/verify.mjs', ...args], {
      encoding: 'utf8',
    })
    expect([status, stderr.trim().split(':')[0]]).toEqual([1, 'Usage'])
  },
)
