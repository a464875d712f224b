import path from 'node:path'
import { createGitRepo } from '@/lib/testing/git-repo'
import { openPeople } from './people'
import { namedForPeople, type Scenario } from './scenario'

/** Two repositories for people who sign in; only Rita sees `risk`. */
export async function accounts(dir: string, url: string): Promise<Scenario> {
  const people = await openPeople(url)
  const remotes = { churn: await createRepo(dir, 'churn'), risk: await createRepo(dir, 'risk') }
  const lines = `repos:
  - { slug: churn, url: ${remotes.churn}, poll: 1d }
  - { slug: risk, url: ${remotes.risk}, poll: 1d, viewers: ["group:risk"] }
`
  return namedForPeople(dir, people, { remotes, lines })
}

async function createRepo(dir: string, name: string): Promise<string> {
  const repo = await createGitRepo({ dir: path.join(dir, `${name}.git`) })
  const labels = `labels: [${name}-label]`
  await repo.commit({ files: { 'artifacts.yaml': `${name}-model: { type: model, ${labels} }\n` } })
  await repo.tag(`${name}-model@v1.0.0`, { at: '2026-02-01T10:00:00+01:00' })
  await repo.tag(`${name}-model#${name}-stage#1`, { at: '2026-02-02T10:00:00+01:00' })
  return repo.dir
}
