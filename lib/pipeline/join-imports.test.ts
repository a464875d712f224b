import { expect, test } from 'vitest'
import type { Viewer } from '@/lib/index/read/viewer'
import { writeIndex } from '@/lib/index/write/write-index'
import { buildConfig, buildRepoConfig } from '@/lib/testing/config'
import { withDatabase } from '@/lib/testing/database'
import { buildIndexWrite } from '@/lib/testing/index-write'
import { buildArtifact, buildTag, fakeOid } from '@/lib/testing/registry-artifact'
import type { PipelineItem, PipelineView } from '@/lib/views/pipeline'
import { joinImports } from './join-imports'

const config = buildConfig({
  dataDir: '/nowhere',
  repos: [
    buildRepoConfig({
      slug: 'data',
      remote: 'git@git.example.com:ml/data.git',
      aliases: ['https://old.example.com/data'],
      forge: { kind: 'gitea', url: 'https://web.example.com/ml/data' },
    }),
    buildRepoConfig({ slug: 'other', remote: '/srv/other.git' }),
  ],
})

function importOf(url: string, path: string, revLock: string | null): PipelineItem {
  const nothing = { hash: null, size: null, state: 'fresh', why: null, ranAt: null } as const
  return { path, kind: 'repo', ...nothing, repo: { url, rev: null, revLock } }
}

function pipelineOf(deps: readonly PipelineItem[]): PipelineView {
  const stage = {
    ...{ id: 'a.dvc', file: 'a.dvc', name: null, group: null, cmd: [], wdir: '', frozen: true },
    ...{ alwaysChanged: false, import: true, why: null, outs: [] },
    state: 'fresh' as const,
  }
  const root = { root: '', stages: [{ ...stage, deps }], edges: [], problems: [] }
  return { commit: fakeOid('x'), roots: [root] }
}

const all: Viewer = { repos: 'all' }
const set = fakeOid('a')

/** What is found of the imports: `repo commit`, and the version whose path was imported. */
async function join(viewer: Viewer, deps: readonly PipelineItem[]) {
  return await withDatabase('embedded', async (database) => {
    const artifact = buildArtifact('set', [buildTag('set@v1.0.0')], {
      head: 'a',
      facts: { a: { path: 'sets/raw' } },
    })
    await writeIndex(database, buildIndexWrite({ slug: 'data', artifacts: [artifact] }))
    const find = await joinImports({ config, database }, viewer, pipelineOf(deps))
    return deps.map((dep) => {
      const found = find(dep)
      const version = found?.version ? ` ${found.version.model} ${found.version.version}` : ''
      return found && `${found.repo} ${found.commit === set ? 'set' : 'other'}${version}`
    })
  })
}

test('an import leads to the version whose path it is, by any address of the repository', async () => {
  const urls = [
    'https://git.example.com/ml/data',
    'ssh://git@git.example.com/ml/data.git',
    'https://old.example.com/data.git',
    'https://web.example.com/ml/data',
  ]
  expect(
    await join(
      all,
      urls.map((url) => importOf(url, 'sets/raw', set)),
    ),
  ).toEqual(urls.map(() => 'data set set v1.0.0'))
})

test('a file of the version’s folder leads to it, another path or commit to the repository alone', async () => {
  const url = 'git@git.example.com:ml/data.git'
  const deps = [
    importOf(url, 'sets/raw/a.csv', set),
    importOf(url, 'sets/other', set),
    importOf(url, 'sets/raw', fakeOid('b')),
    importOf('/srv/other.git', 'sets/raw', set),
  ]
  expect(await join(all, deps)).toEqual([
    ...['data set set v1.0.0', 'data set', 'data other', 'other set'],
  ])
})

test('a repository that is hidden is like one that is not connected', async () => {
  const url = 'git@git.example.com:ml/data.git'
  const deps = [
    importOf(url, 'sets/raw', set),
    importOf('https://else.example.com/data.git', 'sets/raw', set),
    importOf(url, 'sets/raw', null),
  ]
  expect(await join({ repos: ['other'] }, deps)).toEqual([null, null, null])
  expect(await join(all, deps)).toEqual(['data set set v1.0.0', null, null])
})
