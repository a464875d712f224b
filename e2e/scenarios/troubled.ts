import path from 'node:path'
import { createGitRepo, type GitRepo } from '@/lib/testing/git-repo'
import { openPeople } from './people'
import { namedForPeople, namedInConfig, namedOnCommandLine, type Scenario } from './scenario'

/** One repository with problems and ignored tags, one without a remote, an empty one, and two that tests change. */
export async function troubled(dir: string): Promise<Scenario> {
  const broken = await createGitRepo({ dir: path.join(dir, 'broken.git') })
  await fillBroken(broken)
  const empty = await createGitRepo({ dir: path.join(dir, 'empty.git') })
  const steady = await createGitRepo({ dir: path.join(dir, 'steady.git') })
  await fillSteady(steady, 'steady')
  const lively = await createGitRepo({ dir: path.join(dir, 'lively.git') })
  await fillSteady(lively, 'lively')
  return namedInConfig(dir, {
    broken: broken.dir,
    empty: empty.dir,
    lively: lively.dir,
    missing: path.join(dir, 'missing.git'),
    steady: steady.dir,
  })
}

/** One repository that its owner serves, as `npm start -- PATH` does. */
export async function owned(dir: string): Promise<Scenario> {
  const repo = await createGitRepo({ dir: path.join(dir, 'lively.git') })
  await fillSteady(repo, 'lively')
  return namedOnCommandLine({ lively: repo.dir })
}

/** The same repository for people who sign in. No sync runs that was not requested. */
export async function lively(dir: string, url: string): Promise<Scenario> {
  const people = await openPeople(url)
  const { remotes } = await owned(dir)
  const lines = `repos:\n  - { slug: lively, url: ${remotes.lively}, poll: 1d }\n`
  return namedForPeople(dir, people, { remotes, lines })
}

/** One model in production. */
async function fillSteady(repo: GitRepo, name: string): Promise<void> {
  await repo.commit({ files: { 'artifacts.yaml': `${name}:\n  type: model\n` } })
  await repo.tag(`${name}@v1.0.0`, { at: '2026-02-01T10:00:00+01:00' })
  await repo.tag(`${name}#production#1`, { at: '2026-02-02T10:00:00+01:00' })
}

const ARTIFACTS = `scorer:
  type: model
  description: Works, whatever stands around it
typo:
  type: model
  labels: 7
`

const SYNTAX_ERROR = `tracker:
  type: model
   description: one space too many
`

async function fillBroken(repo: GitRepo): Promise<void> {
  const commit = await repo.commit({
    files: {
      'artifacts.yaml': ARTIFACTS,
      'tracking/artifacts.yaml': SYNTAX_ERROR,
      '.gto': 'stages: [dev, production]\n',
    },
  })
  await repo.tag('scorer@v1.0.0', { at: '2026-03-01T08:00:00Z' })
  await repo.tag('scorer#production#1', { at: '2026-03-02T08:00:00Z' })
  await repo.tag('scorer#canary#2', { at: '2026-03-03T08:00:00Z' })
  await repo.tag('scorer@created', { at: '2026-03-04T08:00:00Z' })
  await repo.tag('release-1', { at: '2026-03-05T08:00:00Z' })
  await repo.tag('scorer@v3.0.0', { at: '2026-03-06T08:00:00Z', commit: 'HEAD:artifacts.yaml' })
  await repo.rawTag(`object ${commit}\ntype commit\ntag scorer@v4.0.0\n\nNobody\n`, 'scorer@v4.0.0')
  await repo.lightweightTag('scorer@v2.0.0')
}
