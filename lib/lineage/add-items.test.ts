// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the templates are DVC's
import { describe, expect, test } from 'vitest'
import type { LineageView } from '@/lib/views/lineage'
import { buildLineage, buildPipelineGraph } from './build-lineage'
import { COMMIT, md5, pipelineOf } from './testing/pipeline-of'

const links = {
  file: (path: string) => `/f/${path}`,
  changes: (from: string) => `/changes/${from}`,
  data: (hash: { readonly value: string } | null) => hash && `/d/${hash.value}`,
  source: () => null,
}
const options = { groups: 'closed', outputs: 'nodes', stages: 'model', links } as const

const version = {
  ...{
    hash: 'e1',
    size: 20,
    version: 'v1.0.0',
    commit: COMMIT,
    holders: [],
    users: [],
    claims: [],
    claimsProblem: null,
  },
  ...{
    author: null,
    committedAt: '',
    changes: null,
    commitHref: null,
    href: '/v',
    dataHref: '/d/e1',
  },
}
const traced = { ...version, path: 'model.pkl' }

const showNodes = ({ nodes }: LineageView) =>
  nodes.map(({ kind, label, state }) => `${kind} ${label} ${state}`).sort()
const showEdges = ({ edges }: LineageView) =>
  edges.map(({ from, to, state }) => `${from} > ${to} ${state}`).sort()
const nodeOf = ({ nodes }: LineageView, id: string) => nodes.find((node) => node.id === id)

const CODE = 'print()\n'
const FILES = {
  'dvc.yaml': `stages:
  prepare: { cmd: p, deps: [code.py, raw.csv], outs: [data.csv] }
  train: { cmd: t, deps: [code.py, data.csv], params: [lr, seed], outs: [model.pkl] }
  score: { cmd: s, deps: [model.pkl], metrics: [score.json: { cache: false }] }`,
  'dvc.lock': `schema: '2.0'
stages:
  prepare:
    cmd: p
    deps: [{ path: code.py, hash: md5, md5: ${md5('old')} }, { path: raw.csv, hash: md5, md5: aa }]
    outs: [{ path: data.csv, hash: md5, md5: d1, size: 1234 }]
  train:
    cmd: t
    deps: [{ path: code.py, hash: md5, md5: ${md5(CODE)} }, { path: data.csv, hash: md5, md5: d0 }]
    params: { params.yaml: { lr: 1.0, seed: 7 } }
    outs: [{ path: model.pkl, hash: md5, md5: e1, size: 20 }]`,
  'raw.csv.dvc': 'outs: [{ path: raw.csv, hash: md5, md5: aa, size: 3 }]',
  'code.py': CODE,
  'params.yaml': 'lr: 1.0\nseed: 8',
}
const STALE_CODE = '"code.py" is not what the stage ran with.'

describe('outputs as nodes', () => {
  const view = buildLineage(pipelineOf(FILES), traced, options)

  test('an output is between its stage and the readers, and a file that no stage makes is before them', () => {
    expect(showNodes(view)).toEqual([
      'code code.py stale',
      'data data.csv fresh',
      'data score.json never-run',
      'dvc-file raw.csv fresh',
      'model model.pkl fresh',
      'params params.yaml stale',
      'stage prepare stale',
      'stage score never-run',
      'stage train stale',
      'version v1.0.0 null',
    ])
    expect(showEdges(view)).toEqual([
      'data data.csv > dvc.yaml:train stale',
      'dvc.yaml:prepare > data data.csv fresh',
      'dvc.yaml:score > data score.json never-run',
      'dvc.yaml:train > model fresh',
      'file code.py > dvc.yaml:prepare stale',
      'file code.py > dvc.yaml:train fresh',
      'model > dvc.yaml:score never-run',
      'model > version fresh',
      'params params.yaml > dvc.yaml:train stale',
      'raw.csv.dvc > dvc.yaml:prepare fresh',
    ])
    expect(view.total).toBe(10)
  })

  test('data has its size and hash, and leads to the page of its content', () => {
    expect(nodeOf(view, 'data data.csv')).toEqual({
      ...{ id: 'data data.csv', kind: 'data', label: 'data.csv', detail: 'data.csv' },
      ...{ state: 'fresh', why: null, count: 1, staleCount: 0, href: '/d/d1' },
      facts: [
        { label: 'Size', value: '1,234 bytes', href: null },
        { label: 'Hash', value: 'md5 d1', href: '/d/d1' },
      ],
    })
  })

  test('code leads to the forge, and says what the stage of its least fresh run ran with', () => {
    const code = nodeOf(view, 'file code.py')
    expect([code?.href, code?.why]).toEqual(['/f/code.py', STALE_CODE])
    expect(code?.facts).toEqual([
      { label: 'Ran with', value: `md5 ${md5('old')}`, href: null },
      { label: 'Ran with', value: `md5 ${md5(CODE)}`, href: null },
    ])
    const reasons = view.edges.filter(({ from }) => from === 'file code.py')
    expect(reasons.map(({ to, why }) => [to, why]).sort()).toEqual([
      ['dvc.yaml:prepare', STALE_CODE],
      ['dvc.yaml:train', null],
    ])
  })

  test('a parameter file has the values that the stage ran with', () => {
    const params = nodeOf(view, 'params params.yaml')
    expect(params?.why).toBe('The param "seed" of "params.yaml" has changed.')
    expect(params?.facts).toEqual([
      { label: 'Param', value: 'lr = 1.0', href: null },
      { label: 'Param', value: 'seed = 7', href: null },
    ])
  })

  test('a stage keeps its facts', () => {
    const facts = buildLineage(pipelineOf(FILES), traced, { ...options, outputs: 'facts' })
    const stage = nodeOf(view, 'dvc.yaml:train')
    expect(stage?.facts.length).toBe(7)
    expect(stage).toEqual(nodeOf(facts, 'dvc.yaml:train'))
  })
})

test('code that is traced back leads to what changed since the run, as node and as fact', () => {
  const { roots, commit } = pipelineOf(FILES)
  const ranAt = 'ab'.repeat(20)
  const traced = roots.map((root) => ({
    ...root,
    stages: root.stages.map((stage) => ({
      ...stage,
      deps: stage.deps.map((dep) => (dep.state === 'stale' ? { ...dep, ranAt } : dep)),
    })),
  }))
  const view = buildPipelineGraph({ commit, roots: traced }, options)
  const change = { label: 'Changes', value: 'code.py since abababa', href: `/changes/${ranAt}` }
  expect(nodeOf(view, 'file code.py')?.facts).toEqual([
    { label: 'Ran with', value: `md5 ${md5('old')}`, href: null },
    change,
    { label: 'Ran with', value: `md5 ${md5(CODE)}`, href: null },
  ])
  expect(nodeOf(view, 'dvc.yaml:prepare')?.facts).toContainEqual(change)
  const nowhere = { ...options, links: { ...links, changes: () => null } }
  const without = buildPipelineGraph({ commit, roots: traced }, nowhere)
  expect(JSON.stringify(without)).not.toContain('Changes')
})

test('a param that two stages ran with in two ways has both values, with the stages', () => {
  const files = {
    'dvc.yaml': 'stages: { a: { cmd: a, params: [lr, x] }, b: { cmd: b, params: [lr, x] } }',
    'dvc.lock': `schema: '2.0'
stages:
  a: { cmd: a, params: { params.yaml: { lr: 1, x: 0 } } }
  b: { cmd: b, params: { params.yaml: { lr: 2, x: 0 } } }`,
    'params.yaml': 'lr: 2\nx: 0',
  }
  const view = buildPipelineGraph(pipelineOf(files), options)
  expect(nodeOf(view, 'params params.yaml')?.facts.map(({ value }) => value)).toEqual([
    'lr = 1 · dvc.yaml:a',
    'lr = 2 · dvc.yaml:b',
    'x = 0',
  ])
})

test('a parameter file that a stage writes is its output', () => {
  const files = {
    'dvc.yaml': `stages:
  tune: { cmd: a, outs: [best.yaml] }
  use: { cmd: b, params: [best.yaml: [lr]] }`,
  }
  const view = buildPipelineGraph(pipelineOf(files), options)
  expect(showEdges(view)).toEqual([
    'data best.yaml > dvc.yaml:use never-run',
    'dvc.yaml:tune > data best.yaml never-run',
  ])
})

test('a code file that no stage ran with has no state', () => {
  const files = { 'dvc.yaml': 'stages: { a: { cmd: a, deps: [a.py] } }', 'a.py': '' }
  const view = buildPipelineGraph(pipelineOf(files), options)
  expect(showNodes(view)).toEqual(['code a.py null', 'stage a never-run'])
})

test('closed groups keep what their members write, and open ones show it', () => {
  const files = {
    'dvc.yaml': `stages:
  each: { foreach: [a, b], do: { cmd: "x \${item}", deps: [x.py], outs: ["\${item}.csv"] } }
  join: { cmd: j, deps: [a.csv, b.csv] }`,
    'x.py': '',
  }
  const closed = buildPipelineGraph(pipelineOf(files), options)
  expect(showEdges(closed)).toEqual([
    'dvc.yaml:each@ > dvc.yaml:join never-run',
    'file x.py > dvc.yaml:each@ never-run',
  ])
  const open = buildPipelineGraph(pipelineOf(files), { ...options, groups: 'open' })
  expect(showEdges(open)).toEqual([
    'data a.csv > dvc.yaml:join never-run',
    'data b.csv > dvc.yaml:join never-run',
    'dvc.yaml:each@a > data a.csv never-run',
    'dvc.yaml:each@b > data b.csv never-run',
    'file x.py > dvc.yaml:each@a never-run',
    'file x.py > dvc.yaml:each@b never-run',
  ])
})

test('a model that lies in an output, and one that holds outputs, follow their nodes', () => {
  const files = { 'dvc.yaml': 'stages: { t: { cmd: t, outs: [out/all, m/a, m/b] } }' }
  const edgesOf = (path: string) =>
    showEdges(buildLineage(pipelineOf(files), { ...version, path }, options)).filter((edge) =>
      edge.includes('> model'),
    )
  expect(edgesOf('out/all/model.pkl')).toEqual(['data out/all > model never-run'])
  expect(edgesOf('m')).toEqual(['data m/a > model never-run', 'data m/b > model never-run'])
})

test('a model that a .dvc file tracks follows it', () => {
  const files = { 'model.pkl.dvc': 'outs: [{ path: model.pkl, hash: md5, md5: e1 }]' }
  expect(showEdges(buildLineage(pipelineOf(files), traced, options))).toEqual([
    'model > version fresh',
    'model.pkl.dvc > model fresh',
  ])
})

test('of more files than are drawn, those next to the model are, and the others are counted', () => {
  const stage = (at: number) => `  s${at}: { cmd: x, deps: [f${at - 1}], outs: [f${at}] }`
  const stages = Array.from({ length: 500 }, (_, at) => stage(at))
  const chain = pipelineOf({ 'dvc.yaml': `stages:\n${stages.join('\n')}` })
  const view = buildLineage(chain, { ...version, path: 'f499' }, options)
  // The first file is code, the last one the model, which stands with its version.
  expect([view.nodes.length, view.total]).toEqual([400, 1_002])
  const ids = new Set(view.nodes.map(({ id }) => id))
  expect(['dvc.yaml:s499', 'data f498', 'dvc.yaml:s0'].map((id) => ids.has(id))).toEqual([
    ...[true, true, false],
  ])
  // One chain.
  expect(view.edges.length).toBe(399)
})

test('edges between many outputs and many readers of one folder are bounded by the nodes', () => {
  const outs = Array.from({ length: 2_000 }, (_, at) => `d/${at}`)
  const readers = Array.from({ length: 2_000 }, (_, at) => `  r${at}: { cmd: x, deps: [d] }`)
  const text = `stages:\n  all: { cmd: x, outs: [${outs.join(', ')}] }\n${readers.join('\n')}`
  const view = buildPipelineGraph(pipelineOf({ 'dvc.yaml': text }), options)
  expect([view.nodes.length, view.total]).toEqual([400, 4_001])
  expect(view.edges).toEqual([])
})
