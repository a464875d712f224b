import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { createGitRepo, type GitRepo } from '@/lib/testing/git-repo'
import { type SignedTagSpec, signTag } from '@/lib/testing/sign-tag'
import { createSshKey, type TestSshKey } from '@/lib/testing/signing-keys'
import type { Scenario } from './scenario'

const ANA = { name: 'Ana Souza', email: 'ana@example.com' }
const SIGNET = { name: 'Signet', email: 'signet@example.com' }
const BOSS = { name: 'The Boss', email: 'ceo@example.com' }

const PROMOTED = `Assign stage production to version v1.0.0

Requested-by: Ana Souza <ana@example.com>
Approved-by: Ben Carter <ben@example.com>
Reason: recall is better
Request-Id: 7a1e
Registry-Repo: churn
Previous: none`

/** One model with tags by the service account, by a known person, by a stranger and by nobody; production wants a proof. */
export async function proven(dir: string): Promise<Scenario> {
  const repo = await createGitRepo({ dir: path.join(dir, 'churn.git') })
  const [service, ana, stranger] = [createSshKey(), createSshKey(), createSshKey()]
  await repo.commit({ files: { 'artifacts.yaml': 'churn:\n  type: model\n' } })
  const sign = tagOn(repo)
  await sign('churn@v1.0.0', { key: ana, tagger: ANA, at: '2026-02-01T10:00:00Z' })
  const promoted = { key: service, tagger: SIGNET, message: PROMOTED, at: '2026-02-02T10:00:00Z' }
  await sign('churn#production#1', promoted)
  await repo.commit({ files: { 'a.txt': 'a' }, at: '2026-02-03T10:00:00Z' })
  await repo.tag('churn@v1.1.0', { tagger: BOSS, at: '2026-02-04T10:00:00Z' })
  await sign('churn#staging#2', { key: stranger, tagger: BOSS, at: '2026-02-05T10:00:00Z' })
  await repo.tag('churn#production#3', { tagger: BOSS, at: '2026-02-06T10:00:00Z' })
  return { env: { SIGNET_CONFIG: writeConfig(dir, service, ana) }, remotes: { churn: repo.dir } }
}

function tagOn(repo: GitRepo) {
  return (name: string, spec: SignedTagSpec) => signTag(repo, name, spec)
}

function writeConfig(dir: string, service: TestSshKey, ana: TestSshKey): string {
  writeFileSync(path.join(dir, 'allowed_signers'), `ana@example.com ${ana.publicLine}\n`)
  const file = path.join(dir, 'signet.yaml')
  const lines = [
    'local_repos: .',
    `repos: [{ slug: churn, url: ${path.join(dir, 'churn.git')}, poll: 1d }]`,
    'stages: { order: [staging, production] }',
    `service_account: { email: signet@example.com, key: "\${file:${service.file}}" }`,
    'trust: { allowed_signers: ./allowed_signers }',
    'policy: { signatures: { fallback: warn, production: require } }',
    'auth: { anonymous: viewer }',
  ]
  writeFileSync(file, `${lines.join('\n')}\n`)
  return file
}
