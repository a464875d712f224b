import path from 'node:path'
import { createGitRepo } from '@/lib/testing/git-repo'
import { openPeople } from './people'
import { namedForPeople, type Scenario } from './scenario'

/** The same models in a repository whose page is on a GitHub, and in one that has no page. */
export async function linked(dir: string, url: string): Promise<Scenario> {
  const people = await openPeople(url)
  const remotes = { ml: await createModels(dir, 'ml'), plain: await createModels(dir, 'plain') }
  const lines = `stages: { order: [dev, staging, production] }
repos:
  - { slug: ml, url: ${remotes.ml}, poll: 1d, web: { kind: github, url: "https://git.example.com/acme/ml/" } }
  - { slug: plain, url: ${remotes.plain}, poll: 1d }
`
  return namedForPeople(dir, people, { remotes, lines })
}

/** Two versions, the first in production, a field that cannot be read, and a workflow that runs on tags of staging. */
async function createModels(dir: string, name: string): Promise<string> {
  const repo = await createGitRepo({ dir: path.join(dir, `${name}.git`) })
  const files = {
    'artifacts.yaml': 'churn:\n  type: model\n  labels: 7\n',
    '.github/workflows/deploy.yml': `on: { push: { tags: ['*#staging#*'] } }\njobs: { deploy: {} }\n`,
  }
  const first = await repo.commit({ files, at: '2026-02-01T09:00:00Z' })
  await repo.commit({ files: { 'data.txt': 'March' }, at: '2026-03-01T09:00:00Z' })
  await repo.tag('churn@v1.0.0', { commit: first, at: '2026-02-01T10:00:00Z' })
  await repo.tag('churn#production#1', { commit: first, at: '2026-02-02T10:00:00Z' })
  await repo.tag('churn@v1.1.0', { at: '2026-03-01T10:00:00Z' })
  await repo.tag('churn@created', { at: '2026-03-02T10:00:00Z' })
  return repo.dir
}
