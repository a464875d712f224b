import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listModels } from '@/lib/index/read/list-models'
import { buildLineage } from '@/lib/lineage/build-lineage'
import { MODEL } from '@/lib/lineage/node-id'
import type { RegistryArtifact } from '@/lib/registry/artifact'
import { openDeriveCache } from '@/lib/registry/derive-cache'
import type { Snapshot } from '@/lib/snapshot/open-snapshot'
import { openYamlParser } from '@/lib/snapshot/yaml/open-yaml-parser'
import { readStaleLineage } from '@/lib/sync/read-stale-lineage'
import { openTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { createGitRepo, type GitRepo } from '@/lib/testing/git-repo'
import { buildModelsRequest } from '@/lib/testing/models-request'
import { openStream } from '@/lib/testing/open-stream'
import { openSyncFixture, type SyncFixture } from '@/lib/testing/sync-fixture'
import { createTempDir } from '@/lib/testing/temp-dir'
import type { PipelineView } from '@/lib/views/pipeline'
import { buildDemo } from '@/scripts/demo/build-demo.mjs'
import { derivePipelineOf, readTestPipeline } from './testing/read-test-pipeline'

const LINEAGE = 'lib/testing/conformance/lineage'
const REGISTRIES = 'lib/testing/conformance/repos'

/** Paths of one repository that are compared. */
const MOST = 100

const links = { file: () => null, changes: () => null, data: () => null, source: () => null }

/** Whether the lineage page shows anything stale on the way to the model; null where it does not show all. */
function findStaleOnPage(pipeline: PipelineView, model: string): boolean | null {
  const traced = {
    ...{ path: model, hash: null, size: null, version: 'v1.0.0', commit: pipeline.commit },
    ...{ author: null, committedAt: '', commitHref: null, changes: null, holders: [], href: '' },
    ...{ dataHref: null, users: [], claims: [], claimsProblem: null },
  }
  const view = buildLineage(pipeline, traced, {
    groups: 'open',
    outputs: 'facts',
    stages: 'model',
    links,
  })
  if (view.total > view.nodes.length || view.totalLinks > view.edges.length) return null
  const way = new Set([MODEL])
  const states: unknown[] = []
  // Iterating a Set includes the items that the loop adds.
  for (const id of way) {
    states.push(view.nodes.find((node) => node.id === id)?.state)
    for (const edge of view.edges.filter(({ to }) => to === id)) {
      states.push(edge.state)
      way.add(edge.from)
    }
  }
  return states.includes('stale')
}

/** The paths, as if each were a model with a latest version at the commit. */
async function findStale(snapshot: Snapshot, commit: string, paths: readonly string[]) {
  const artifacts = paths.map(
    (one) =>
      ({ name: one, latest: { commit, facts: { path: one } } }) as unknown as RegistryArtifact,
  )
  const stored = { listLineage: async () => new Map() } as never
  const given = { cache: openDeriveCache(), reusable: false }
  return await readStaleLineage({ snapshot, stored }, artifacts, given)
}

const found = { stale: 0, other: 0 }

test.each(readdirSync(LINEAGE).filter((name) => name.endsWith('.fi')))(
  'the search and the page agree on all that stages of %s make',
  async (name) => {
    const { snapshot, commit, close } = await openStream(`${LINEAGE}/${name}`)
    const pipeline = await derivePipelineOf(snapshot, commit)
    const outs = pipeline.roots.flatMap(({ stages }) => stages.flatMap(({ outs }) => outs))
    const all = [...new Set(outs.flatMap((out) => out.path ?? []))]
    const paths = all.filter((_, at) => at % Math.ceil(all.length / MOST) === 0)
    const stale = await findStale(snapshot, commit, paths)
    await close()
    for (const one of paths) {
      const shown = findStaleOnPage(pipeline, one)
      if (shown !== null) expect([one, stale.has(one)]).toEqual([one, shown])
      if (shown !== null) found[shown ? 'stale' : 'other'] += 1
    }
  },
)

test('there was something to agree on', () => {
  expect(found).toEqual({ stale: 83, other: 565 })
})

describe('of the demo and of real registries', () => {
  let tested: TestDatabase
  let repos: Readonly<Record<string, string>>
  beforeAll(async () => {
    tested = await openTestDatabase('embedded')
    const demo: { repos: string[] } = await buildDemo(path.join(createTempDir(), 'demo'))
    const all = demo.repos.map((dir) => [path.basename(dir, '.git'), dir] as const)
    for (const file of readdirSync(REGISTRIES).filter((one) => one.endsWith('.fi'))) {
      const repo = await createGitRepo()
      await repo.importStream(path.join(REGISTRIES, file))
      all.push([path.basename(file, '.fi'), repo.dir])
    }
    repos = Object.fromEntries(all)
    const fixture = await openSyncFixture(tested.database, { repos })
    for (const slug of Object.keys(repos)) expect(await fixture.sync(slug)).toBe('written')
    await fixture.close()
  }, 120_000)
  afterAll(() => tested.remove())

  test('is:stale-lineage finds the models whose page shows something stale', async () => {
    const list = async (q: string) =>
      (
        await listModels(
          tested.database,
          { repos: 'all' },
          buildModelsRequest({ q, pageSize: 500 }),
        )
      ).items
    const stale = await list('is:stale-lineage')
    const parser = openYamlParser()
    const shown: string[] = []
    for (const { repo, name, latest, path: model } of await list('')) {
      if (latest === null || model === null) continue
      const dir = repos[repo] ?? ''
      const place = {
        url: `file://${dir}`,
        gitDir: dir.endsWith('.git') ? dir : `${dir}`,
      } as GitRepo
      const { snapshot, pipeline } = await readTestPipeline(place, latest.commit, parser)
      await snapshot.close()
      if (findStaleOnPage(pipeline, model)) shown.push(`${repo}/${name}`)
    }
    await parser.close()
    expect(stale.map(({ repo, name }) => `${repo}/${name}`).sort()).toEqual(shown.sort())
    expect(shown).toEqual(['vision/ocr:reader'])
  }, 120_000)
})

const md5 = (text: string) => createHash('md5').update(text).digest('hex')

/** A model that one stage makes; `ran` is the code that it ran with. */
function project(code: string, ran: string, more: Readonly<Record<string, string>> = {}) {
  const dep = `{ path: train.py, hash: md5, md5: ${md5(ran)} }`
  const lock = `{ cmd: python train.py, deps: [${dep}], outs: [{ path: m.pkl, hash: md5, md5: ${md5(`model ${ran}`)} }] }`
  return {
    'dvc.yaml':
      'stages: { train: { cmd: python train.py, deps: [train.py], outs: [m.pkl] } }\nartifacts: { m: { path: m.pkl } }\n',
    'dvc.lock': `{ schema: "2.0", stages: { train: ${lock} } }\n`,
    'train.py': code,
    ...more,
  }
}

describe('later syncs', () => {
  let tested: TestDatabase
  let repo: GitRepo
  let fixture: SyncFixture
  beforeAll(async () => {
    tested = await openTestDatabase('embedded')
    repo = await createGitRepo()
    fixture = await openSyncFixture(tested.database, { repos: { ml: repo.dir } })
  })
  afterAll(async () => {
    await fixture.close()
    repo.remove()
    await tested.remove()
  })

  async function isStaleAfterSync(): Promise<boolean> {
    expect(await fixture.sync('ml')).toBe('written')
    expect(fixture.bugs).toEqual([])
    const request = buildModelsRequest({ q: 'is:stale-lineage' })
    return (await listModels(tested.database, { repos: 'all' }, request)).total === 1
  }

  test('the latest version decides, whichever it is', async () => {
    await repo.commit({ files: project('1', '1') })
    await repo.tag('m@v1.0.0')
    expect(await isStaleAfterSync()).toBe(false)
    await repo.commit({ files: project('2', '1') })
    await repo.tag('m@v2.0.0')
    expect(await isStaleAfterSync()).toBe(true)
    await repo.tag('m#production#1')
    expect(await isStaleAfterSync()).toBe(true)
    await repo.commit({ files: { 'train.py': '3' } })
    expect(await isStaleAfterSync()).toBe(true)
    await repo.commit({ files: project('3', '3') })
    await repo.tag('m@v3.0.0')
    expect(await isStaleAfterSync()).toBe(false)
    await repo.tag('m@v3.0.0!')
    expect(await isStaleAfterSync()).toBe(true)
  })

  test('code of 256 KiB or more is not compared', async () => {
    const large = 'x'.repeat(256 * 1024)
    await repo.commit({ files: project(large, '3') })
    await repo.tag('m@v4.0.0')
    expect(await isStaleAfterSync()).toBe(false)
    await repo.commit({ files: project(large.slice(1), '3') })
    await repo.tag('m@v5.0.0')
    expect(await isStaleAfterSync()).toBe(true)
  })
})
