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

/** A pipeline with one import for each dep; `hash` is that of what they import. */
function pipelineOf(deps: readonly PipelineItem[], hash: PipelineItem['hash']): PipelineView {
  const stages = deps.map((dep) => {
    const out = { ...dep, path: 'raw', kind: 'file' as const, hash, cache: true, persist: false }
    return {
      ...{ id: 'a.dvc', file: 'a.dvc', name: null, group: null, cmd: [], wdir: '', frozen: true },
      ...{ alwaysChanged: false, import: true, why: null, deps: [dep] },
      outs: [{ ...out, metric: false, plot: false }],
      state: 'fresh' as const,
    }
  })
  return { commit: fakeOid('x'), roots: [{ root: '', stages, edges: [], problems: [] }] }
}

const all: Viewer = { repos: 'all' }
const set = fakeOid('a')
const SET = 'a'.repeat(32)

/** What is found of the imports: `repo commit`, the version whose path was imported, and those with its content. */
async function join(viewer: Viewer, deps: readonly PipelineItem[], value = '0'.repeat(32)) {
  return await withDatabase('embedded', async (database) => {
    const tags = [
      ...[buildTag('set@v1.0.0'), buildTag('set@v1.1.0', { alias: 'b' })],
      ...[buildTag('set@v2.0.0', { alias: 'c' }), buildTag('set@v3.0.0', { alias: 'd' })],
      buildTag('set@v3.0.0!', { alias: 'd', minutes: 1 }),
    ]
    const artifact = buildArtifact('set', tags, {
      head: 'e',
      facts: {
        a: { path: 'sets/raw', hash: SET },
        b: { path: 'sets/raw', hash: SET },
        c: { path: 'sets/raw', hash: 'c'.repeat(32) },
        d: { path: 'sets/raw', hash: SET },
        e: { path: 'sets/raw', hash: SET },
      },
    })
    await writeIndex(database, buildIndexWrite({ slug: 'data', artifacts: [artifact] }))
    const pipeline = pipelineOf(deps, { name: 'md5', value })
    const find = await joinImports({ config, database }, viewer, pipeline)
    return deps.map((dep) => {
      const found = find(dep)
      const version = found?.version ? ` ${found.version.model} ${found.version.version}` : ''
      const same = found?.same.map((one) => ` = ${one.model} ${one.version}`).join('') ?? ''
      return found && `${found.repo} ${found.commit === set ? 'set' : 'other'}${version}${same}`
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
    importOf(url, 'sets/raw', fakeOid('f')),
    importOf('/srv/other.git', 'sets/raw', set),
  ]
  expect(await join(all, deps)).toEqual([
    ...['data set set v1.0.0', 'data set', 'data other', 'other set'],
  ])
})

test('an import of a commit without a version leads to the active versions of its content', async () => {
  const url = 'git@git.example.com:ml/data.git'
  const deps = [
    importOf(url, 'sets/raw', fakeOid('f')),
    importOf(url, 'sets/raw', set),
    importOf('/srv/other.git', 'sets/raw', fakeOid('f')),
  ]
  expect(await join(all, deps, SET)).toEqual([
    ...['data other = set v1.1.0 = set v1.0.0', 'data set set v1.0.0', 'other other'],
  ])
  expect(await join({ repos: ['other'] }, deps, SET)).toEqual([null, null, 'other other'])
  const empty = 'd41d8cd98f00b204e9800998ecf8427e'
  expect((await join(all, deps, empty))[0]).toBe('data other')
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
