import { expect, test } from 'vitest'
import { deriveRootFiles } from '@/lib/dvc/derive-roots'
import { indexFiles } from '@/lib/dvc/index-files'
import { openDeriveCache } from '@/lib/registry/derive-cache'
import { openFiles } from '@/lib/registry/derived'
import { type DataFiles, lookUp, manyKeys } from '@/lib/registry/testing/data-files'
import { listFiles } from '@/lib/registry/testing/list-files'
import { normalizeGitUrl } from '@/lib/repo-data/git-address'
import { cpuSeconds, MAX_CPU_SECONDS } from '@/lib/testing/cpu-seconds'
import type { PipelineStage, PipelineView } from '@/lib/views/pipeline'
import { baseName } from './base-name'
import { buildPipelineGraph } from './build-lineage'
import type { LineageSwitches } from './open-graph'
import { openStaleLineage } from './open-stale-lineage'
import { COMMIT } from './testing/pipeline-of'

/** Content that would block a server, or a worker, for minutes. */

const list = <Value>(count: number, make: (at: number) => Value) =>
  Array.from({ length: count }, (_, at) => make(at))

test('10,000 URLs of 4,000 slashes, and as many addresses of 2,000', () => {
  const [url, address] = [`https:${'/'.repeat(4_000)}`, `https://h/${'/'.repeat(2_000)}`]
  const spent = cpuSeconds(() => {
    for (let at = 0; at < 10_000; at += 1) expect(baseName(`${url}${at}`)).toBe(`${at}`)
    for (let at = 0; at < 10_000; at += 1) {
      expect(normalizeGitUrl(`${address}${at}`).endsWith(`/${at}`)).toBe(true)
    }
  })
  expect(spent).toBeLessThan(MAX_CPU_SECONDS)
})

test('slashes at the end of a path are not its last segment', () => {
  expect([baseName('a/b//'), baseName('//')]).toEqual(['b', '//'])
})

const links = { file: () => null, changes: () => null, data: () => null, source: () => null }
const fresh = { state: 'fresh', why: null } as const
const flags = { cache: true, persist: false, metric: false, plot: false }

type Paths = { readonly deps?: readonly string[]; readonly outs?: readonly string[] }

/** A member of a group. */
function stageOf(group: string, at: number, { deps = [], outs = [] }: Paths): PipelineStage {
  const name = `${group}@${at}`
  const nothing = { hash: null, size: null, ranAt: null }
  const item = (path: string) => ({ path, kind: 'file', ...nothing, ...fresh }) as const
  return {
    ...{ id: `dvc.yaml:${name}`, file: 'dvc.yaml', name, group, cmd: ['x'], wdir: '', ...fresh },
    ...{ frozen: false, alwaysChanged: false, import: false },
    deps: deps.map(item),
    outs: outs.map((path) => ({ ...item(path), ...flags })),
  }
}

type Stages = Readonly<Record<'writers' | 'readers' | 'upstream', readonly PipelineStage[]>>

/** The edges of the picture of a root where each reader depends on each stage that is upstream. */
function drawEdges({ writers, readers, upstream }: Stages, outputs: LineageSwitches['outputs']) {
  const edges = readers.flatMap(({ id }) => upstream.map((writer) => [writer.id, id]))
  const root = { root: '', stages: [...writers, ...readers], edges, problems: [] }
  const view: PipelineView = { commit: COMMIT, roots: [root] }
  return buildPipelineGraph(view, { groups: 'closed', outputs, stages: 'all', links }).edges
}

const outputs = ['facts', 'nodes'] as const
const link = { from: 'dvc.yaml:w@', to: 'dvc.yaml:r@' }

test.each(outputs)('5,000 stages that read the folder of 20,000 outputs, as %s', (shown) => {
  const writers = list(100, (at) =>
    stageOf('w', at, { outs: list(200, (one) => `d/${at}/${one}`) }),
  )
  const readers = list(5_000, (at) => stageOf('r', at, { deps: ['d'] }))
  const spent = cpuSeconds(() => {
    expect(drawEdges({ writers, readers, upstream: writers }, shown)).toEqual([
      { ...link, ...fresh },
    ])
  })
  expect(spent).toBeLessThan(MAX_CPU_SECONDS)
})

test('20,000 stages that read what 20,000 others write, each with an edge from the first one', () => {
  const writers = list(20_000, (at) => stageOf('w', at, { outs: ['https://h/x'] }))
  const readers = list(20_000, (at) => stageOf('r', at, { deps: ['https://h/x'] }))
  const spent = cpuSeconds(() => {
    const why = 'No path of the two stages could be compared.'
    expect(drawEdges({ writers, readers, upstream: writers.slice(0, 1) }, 'facts')).toEqual([
      { ...link, state: 'unknown', why },
    ])
  })
  expect(spent).toBeLessThan(MAX_CPU_SECONDS)
})

const params = { 'params.yaml': { a: manyKeys(50_000, (at) => at) } }
const nested = { 'params.yaml': { 'a.*': params['params.yaml'] } }

test.each<[string, DataFiles, boolean]>([
  [
    '100,000 dependencies on the folder of 19,999 outputs',
    {
      'dvc.yaml': {
        stages: {
          r: { cmd: 'r', deps: list(100_000, () => 'd'), outs: ['m'] },
          ...manyKeys(19_999, (at) => ({ cmd: 'w', outs: [`d/${at}`] }), 'w'),
        },
      },
      'dvc.lock': { r: { cmd: 'r' } },
    },
    true,
  ],
  ['a glob that 50,000 params match', lockParams(['a.*'], nested), false],
  [
    'a key of 50,000 params that is named 100,000 times',
    lockParams(
      list(100_000, () => 'a'),
      params,
    ),
    false,
  ],
])('%s', (_, files, isStale) => {
  const { dvc: cache, budget } = openDeriveCache()
  const commit = openFiles(COMMIT, lookUp(files))
  const listing = listFiles(Object.keys(files)).all()
  const roots = deriveRootFiles({ listing, files: commit, cache, budget })
  const dvc = indexFiles(roots.flatMap((root) => root.files))
  const spent = cpuSeconds(() => {
    expect(openStaleLineage(dvc, { files: commit, budget })('m')).toBe(isStale)
  })
  expect(budget.isExhausted()).toBe(false)
  expect(spent).toBeLessThan(MAX_CPU_SECONDS)
})

/** The files of a stage whose lock has these params. */
function lockParams(keys: readonly string[], locked: DataFiles): DataFiles {
  const outs = [{ path: 'm', md5: 'aa' }]
  return {
    ...params,
    'dvc.yaml': { stages: { s: { cmd: 'x', params: keys, outs: ['m'] } } },
    'dvc.lock': { s: { cmd: 'x', params: locked, outs } },
  }
}
