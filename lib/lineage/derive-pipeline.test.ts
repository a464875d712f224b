// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the templates are DVC's
import { expect, test } from 'vitest'
import type { PipelineItem } from '@/lib/views/pipeline'
import { buildLineage, buildPipelineGraph } from './build-lineage'
import type { ImportSource } from './open-graph'
import { pagePipeline } from './page-pipeline'
import { COMMIT, md5, pipelineOf } from './testing/pipeline-of'

const DVC = `
stages:
  prepare:
    cmd: python prepare.py
    deps: [prepare.py, raw.csv]
    outs: [data.csv]
  train:
    cmd: python train.py
    deps: [train.py, data.csv]
    params: [lr, layers.0]
    outs: [model.pkl]
  score:
    cmd: python score.py
    deps: [model.pkl]
    metrics: [score.json: { cache: false }]
`
const PREPARE = 'print("prepare")\r\n'
const TRAIN = 'print("train")\n'
const RAW = 'outs: [{ path: raw.csv, hash: md5, md5: aa, size: 3 }]'

type Locked = { readonly data?: string; readonly train?: string; readonly lr?: string }

function lockOf({ data = 'd1', train = md5(TRAIN), lr = '1.0' }: Locked): string {
  return JSON.stringify({
    schema: '2.0',
    stages: {
      prepare: {
        cmd: 'python prepare.py',
        deps: [
          { path: 'prepare.py', md5: md5(PREPARE.replace('\r', '')) },
          { path: 'raw.csv', hash: 'md5', md5: 'aa' },
        ],
        outs: [{ path: 'data.csv', hash: 'md5', md5: 'd1', size: 10 }],
      },
      train: {
        cmd: 'python train.py',
        deps: [
          { path: 'train.py', hash: 'md5', md5: train },
          { path: 'data.csv', hash: 'md5', md5: data },
        ],
        params: { 'params.yaml': { lr: 'LR', 'layers.0': 8 } },
        outs: [{ path: 'model.pkl', hash: 'md5', md5: 'e1', size: 20 }],
      },
    },
  }).replace('"LR"', lr)
}

const FILES = {
  'dvc.yaml': DVC,
  'dvc.lock': lockOf({}),
  'raw.csv.dvc': RAW,
  'prepare.py': PREPARE,
  'train.py': TRAIN,
  'params.yaml': 'lr: 1\nlayers: [8, 16]',
}

function statesOf(files: Readonly<Record<string, string>>) {
  const [root] = pipelineOf(files).roots
  return Object.fromEntries((root?.stages ?? []).map(({ id, state, why }) => [id, [state, why]]))
}

test('a stage is fresh while its command, code, data and params are those of the lock', () => {
  expect(statesOf(FILES)).toEqual({
    'dvc.yaml:prepare': ['fresh', null],
    'dvc.yaml:train': ['fresh', null],
    'dvc.yaml:score': ['never-run', 'dvc.lock has no entry of this stage, so it never ran.'],
    'raw.csv.dvc': ['fresh', null],
  })
})

test.each([
  ['code', { 'train.py': 'print("other")\n' }, '"train.py" is not what the stage ran with.'],
  [
    'params',
    { 'params.yaml': 'lr: 2\nlayers: [8]' },
    'The param "lr" of "params.yaml" has changed.',
  ],
  [
    'an item of a list',
    { 'params.yaml': 'lr: 1\nlayers: [9]' },
    'The param "layers.0" of "params.yaml" has changed.',
  ],
  [
    'data',
    { 'dvc.lock': lockOf({ data: 'd0' }) },
    '"data.csv" was made anew by dvc.yaml:prepare after the last run.',
  ],
  [
    'the command',
    { 'dvc.yaml': DVC.replace('python train.py', 'python train.py --x') },
    'Its command is not the one that ran last.',
  ],
  [
    'a new dependency',
    { 'dvc.yaml': DVC.replace('[train.py,', '[new.py, train.py,') },
    '"new.py" was added after the last run.',
  ],
])('a stage is stale after a change of %s, and says so', (_, changed, why) => {
  expect(statesOf({ ...FILES, ...changed })['dvc.yaml:train']).toEqual(['stale', why])
})

test('what only the remote has is unknown', () => {
  const { 'train.py': _, ...files } = FILES
  const lock = lockOf({}).replace(
    '"data.csv","hash":"md5","md5":"d1"}',
    '"data.csv/a","hash":"md5","md5":"d1"}',
  )
  const part = {
    ...FILES,
    'dvc.yaml': DVC.replace('train.py, data.csv]', 'train.py, data.csv/a]'),
    'dvc.lock': lock,
  }
  expect(statesOf(part)['dvc.yaml:train']).toEqual([
    'unknown',
    'Only the remote of DVC has "data.csv/a".',
  ])
  expect(statesOf(files)['dvc.yaml:train']).toEqual([
    'unknown',
    'Neither DVC nor Git has "train.py" at this commit.',
  ])
})

test('what another stage makes and Git keeps has to be what Git has', () => {
  const score = { path: 'score.json', hash: 'md5', md5: md5('1') }
  const files = {
    'dvc.yaml':
      'stages: { score: { cmd: x, metrics: [score.json: { cache: false }] }, use: { cmd: y, deps: [score.json] } }',
    'dvc.lock': JSON.stringify({
      schema: '2.0',
      stages: { score: { cmd: 'x', outs: [score] }, use: { cmd: 'y', deps: [score] } },
    }),
  }
  const useOf = (more: Readonly<Record<string, string>>) =>
    statesOf({ ...files, ...more })['dvc.yaml:use']
  expect(useOf({ 'score.json': '1' })).toEqual(['fresh', null])
  expect(useOf({})).toEqual(['fresh', null])
  expect(useOf({ 'score.json': '2' })).toEqual([
    'stale',
    '"score.json" is not what the stage ran with.',
  ])
})

test.each([
  ['true', '1', 'fresh'],
  ['1.0', '1', 'fresh'],
  ['false', '0.0', 'fresh'],
  ['[true, { a: 2 }]', '[1, { a: 2.0 }]', 'fresh'],
  ['true', '"1"', 'stale'],
  ['true', '2', 'stale'],
  ['null', '0', 'stale'],
  ['1', '"1"', 'stale'],
])('a param that was %s and is %s is %s, as Python compares', (was, is, state) => {
  const files = {
    'dvc.yaml': 'stages: { t: { cmd: x, params: [p] } }',
    'dvc.lock': `schema: '2.0'\nstages: { t: { cmd: x, params: { params.yaml: { p: ${was} } } } }`,
    'params.yaml': `p: ${is}`,
  }
  expect(statesOf(files)['dvc.yaml:t']?.[0]).toBe(state)
})

const traced = {
  ...{ path: 'model.pkl', hash: 'e1', size: 20, version: 'v1.0.0', holders: ['production'] },
  ...{
    author: { name: 'Ana', email: 'ana@example.com' },
    committedAt: '2026-01-02T03:04:05+01:00',
  },
  ...{
    changes: null,
    commit: COMMIT,
    commitHref: '/c',
    href: '/v',
    dataHref: '/d/e1',
    users: [],
    claims: [],
    claimsProblem: null,
  },
}
const links = {
  file: (path: string) => `/f/${path}`,
  changes: (from: string) => `/changes/${from}`,
  data: (hash: { readonly value: string } | null) => hash && `/d/${hash.value}`,
  source: () => null,
}
const options = { groups: 'closed', outputs: 'facts', stages: 'model', links } as const

test('the lineage of a version has what its model was made from, what uses it, and where it is', () => {
  const { nodes, edges, total } = buildLineage(pipelineOf(FILES), traced, options)
  expect(nodes.map(({ kind, label, state }) => `${kind} ${label} ${state}`).sort()).toEqual([
    'dvc-file raw.csv fresh',
    'holder production null',
    'model model.pkl fresh',
    'stage prepare fresh',
    'stage score never-run',
    'stage train fresh',
    'version v1.0.0 null',
  ])
  expect(edges.map(({ from, to, state }) => `${from} > ${to} ${state}`).sort()).toEqual([
    'dvc.yaml:prepare > dvc.yaml:train fresh',
    'dvc.yaml:train > dvc.yaml:score never-run',
    'dvc.yaml:train > model fresh',
    'model > version fresh',
    'raw.csv.dvc > dvc.yaml:prepare fresh',
    'version > holder production fresh',
  ])
  expect(total).toBe(7)
  expect(nodes.find(({ id }) => id === 'dvc.yaml:train')?.facts).toEqual([
    { label: 'Runs', value: 'python train.py', href: null },
    { label: 'File', value: 'dvc.yaml', href: '/f/dvc.yaml' },
    { label: 'Reads', value: `train.py · md5 ${md5(TRAIN)}`, href: '/f/train.py' },
    { label: 'Reads', value: 'data.csv · md5 d1', href: '/d/d1' },
    { label: 'Param', value: 'lr = 1.0 (params.yaml)', href: null },
    { label: 'Param', value: 'layers.0 = 8 (params.yaml)', href: null },
    { label: 'Writes', value: 'model.pkl · 20 bytes · md5 e1', href: '/d/e1' },
  ])
})

test('an import leads to the repository that it comes from', () => {
  const repo = '{ url: "https://ana:secret@example.com/data.git", rev_lock: abcdef1234 }'
  const files = {
    'in.csv.dvc': `deps: [{ path: a/in.csv, repo: ${repo} }]\nouts: [{ path: in.csv, md5: aa }]`,
  }
  const { nodes, edges } = buildPipelineGraph(pipelineOf(files), options)
  expect(nodes.map(({ kind, label, detail }) => [kind, label, detail]).sort()).toEqual([
    ['external', 'data', 'not connected: a/in.csv at abcdef1'],
    ['import', 'in.csv', 'in.csv.dvc'],
  ])
  expect(edges.length).toBe(1)
  const [source] = nodes.filter(({ kind }) => kind === 'external')
  expect([source?.href, source?.facts[0]?.value]).toEqual([
    'https://example.com/data.git',
    'https://example.com/data.git',
  ])
  const twice = buildPipelineGraph(
    pipelineOf({ ...files, 'b/in.csv.dvc': files['in.csv.dvc'] }),
    options,
  )
  expect(twice.nodes.map(({ kind, count }) => `${kind} ${count}`).sort()).toEqual([
    ...['external 1', 'import 1', 'import 1'],
  ])
})

test('an import of a connected repository leads to the version, or to the pipeline at its commit', () => {
  const repo = '{ url: "git@example.com:data.git", rev: v1, rev_lock: abcdef1234 }'
  const files = {
    'in.csv.dvc': `deps: [{ path: a/in.csv, repo: ${repo} }]\nouts: [{ path: in.csv, md5: aa }]`,
  }
  const sourceOf = (version: ImportSource['version']) => {
    const source = (dep: PipelineItem) =>
      dep.repo?.revLock === 'abcdef1234'
        ? { repo: 'data', version, same: [], href: '/there' }
        : null
    const at = { ...options, links: { ...links, source } }
    const { nodes } = buildPipelineGraph(pipelineOf(files), at)
    return nodes
      .filter(({ id }) => id.startsWith('source'))
      .map(({ kind, label, detail, href }) => [kind, label, detail, href])
  }
  expect(sourceOf({ model: 'set', version: 'v1.0.0' })).toEqual([
    ['model', 'set v1.0.0', 'data: a/in.csv at v1', '/there'],
  ])
  expect(sourceOf(null)).toEqual([['data', 'in.csv', 'data: a/in.csv at v1', '/there']])
})

test('what was made from a version follows it, and many are counted', () => {
  const user = (at: number) => ({
    ...{ repo: 'other', model: `m${at}`, version: 'v1.0.0', href: `/m${at}` },
    stages: at === 0 ? ['production'] : [],
  })
  const usersOf = (count: number) => {
    const users = Array.from({ length: count }, (_, at) => user(at))
    const { nodes, edges } = buildLineage(pipelineOf(FILES), { ...traced, users }, options)
    const ids = new Set(edges.filter(({ from }) => from === 'version').map(({ to }) => to))
    return nodes
      .filter(({ id, kind }) => kind === 'model' && ids.has(id))
      .map(({ label, detail, href }) => [label, detail, href])
  }
  expect(usersOf(2).toSorted()).toEqual([
    ['m0 v1.0.0', 'other: in production', '/m0'],
    ['m1 v1.0.0', 'other', '/m1'],
  ])
  expect(usersOf(20)).toHaveLength(20)
  expect(usersOf(21)).toHaveLength(20)
  expect(usersOf(21)).toContainEqual(['2 more', 'made from it', '/d/e1'])
})

test('the stages of one foreach are one node, or one node each', () => {
  const files = {
    'dvc.yaml':
      'stages: { t: { foreach: [a, b, c], do: { cmd: "x ${item}", outs: ["${item}"] } } }',
  }
  const closed = buildPipelineGraph(pipelineOf(files), options)
  expect(closed.nodes.map(({ id, kind, count, state }) => [id, kind, count, state])).toEqual([
    ['dvc.yaml:t@', 'group', 3, 'never-run'],
  ])
  const open = buildPipelineGraph(pipelineOf(files), { ...options, groups: 'open' })
  expect(open.nodes.map(({ label }) => label).sort()).toEqual(['t@a', 't@b', 't@c'])
})

test('of 2,500 links between shown stages, 2,000 are drawn', () => {
  const names = Array.from({ length: 50 }, (_, at) => `n${at}`)
  const files = {
    'dvc.yaml': `
stages:
  make: { foreach: [${names}], do: { cmd: "x \${item}", outs: ["all/\${item}"] } }
  use: { foreach: [${names}], do: { cmd: "y \${item}", deps: [all] } }
`,
  }
  const open = buildPipelineGraph(pipelineOf(files), { ...options, groups: 'open' })
  expect([open.nodes.length, open.total]).toEqual([100, 100])
  expect([open.edges.length, open.totalLinks]).toEqual([2_000, 2_500])
})

test('a model that no stage makes has its version and its file alone', () => {
  const other = { ...traced, path: 'other.pkl', hash: 'git:ab', size: 1234, dataHref: null }
  const { nodes } = buildLineage(pipelineOf(FILES), other, options)
  expect(nodes.map(({ id }) => id).sort()).toEqual(['holder production', 'model', 'version'])
  const factsOf = (kind: string) => nodes.find((node) => node.kind === kind)?.facts
  expect(factsOf('model')).toEqual([
    { label: 'Content', value: 'In Git as blob ab · 1,234 bytes', href: null },
    { label: 'File', value: 'other.pkl', href: '/f/other.pkl' },
  ])
  const commit = { label: 'Commit', value: COMMIT, href: '/c' }
  expect(factsOf('version')).toEqual([
    commit,
    { label: 'Author', value: 'Ana <ana@example.com>', href: null },
    { label: 'Committed', value: '2026-01-02T03:04:05+01:00', href: null },
  ])
  const unread = buildLineage(pipelineOf(FILES), { ...other, author: null }, options)
  expect(unread.nodes.find(({ id }) => id === 'version')?.facts).toEqual([commit])
})

test('a version has the commits that changed its file, and says how many others there are', () => {
  const change = { commit: 'ab'.repeat(20), author: 'Ana', subject: 'Tune it', href: '/c/ab' }
  const changes = { since: 'v0.9.0', count: 1, hasMore: false, href: '/compare', newest: [change] }
  const factsOf = (given: typeof changes | { readonly since: null }) => {
    const version = { ...traced, author: null, changes: { ...changes, ...given } }
    const { nodes } = buildLineage(pipelineOf({}), version, options)
    return nodes.find(({ kind }) => kind === 'version')?.facts.slice(1)
  }
  const shown = { label: 'Change', value: 'abababa Ana: Tune it', href: '/c/ab' }
  expect(factsOf(changes)).toEqual([
    { label: 'Changed by', value: '1 commit since v0.9.0', href: '/compare' },
    shown,
  ])
  expect(factsOf({ ...changes, count: 1000, hasMore: true })).toEqual([
    { label: 'Changed by', value: 'more than 1,000 commits since v0.9.0', href: '/compare' },
    shown,
    { label: 'Change', value: '999 older', href: null },
  ])
  expect(factsOf({ since: null })?.[0]?.value).toBe('1 commit')
})

test('a large pipeline is answered in parts, and no stage is left out', () => {
  const names = Array.from(
    { length: 3_000 },
    (_, at) => `  s${at}: { cmd: "${'x'.repeat(600)}", outs: [o${at}] }`,
  )
  const pipeline = pipelineOf({ 'dvc.yaml': `stages:\n${names.join('\n')}` })
  const seen: string[] = []
  let parts = 0
  for (let offset: number | null = 0; offset !== null; parts += 1) {
    const page = pagePipeline(pipeline, offset)
    expect(page.total).toBe(3_000)
    expect(JSON.stringify(page).length).toBeLessThan(2_000_000)
    for (const { stages } of page.roots) for (const { id } of stages) seen.push(id)
    offset = page.next
  }
  expect(parts).toBeGreaterThan(1)
  expect(new Set(seen).size).toBe(3_000)
  expect(seen.length).toBe(3_000)
})

test('no reason and no problem has the secrets of a URL', () => {
  const [input, output] = ['in', 'out'].map((name) => `https://bob:tok@h.example/${name}?sig=1`)
  const outs = `{ outs: ["${output}"], deps: ["${output}"] }`
  const templates = `{ deps: ["${input}&k=\${none}", "${input}${'x'.repeat(5_000)}"] }`
  const files = {
    'dvc.yaml': `vars: ["${input}"]
stages: { s: { cmd: x, deps: ["${input}"] }, t: ${outs}, u: ${outs}, v: ${templates} }`,
    'dvc.lock': `schema: '2.0'\nstages: { s: { cmd: x, deps: [{ path: "${input}", etag: e1 }] } }`,
  }
  const [root] = pipelineOf(files).roots
  expect(root?.stages[0]?.why).toBe('"https://h.example/in" lies outside of Git.')
  expect(root?.problems.map(({ detail }) => detail)).toEqual([
    '"https://h.example/in"',
    '"https://h.example/in"',
    '"https://h.example/in": the limits are 4,096 bytes, 64 segments and 255 bytes a segment',
    '"${none}"',
    '"https://h.example/out" is written by dvc.yaml:t too',
    'dvc.yaml:t reads "https://h.example/out", which it writes',
    'dvc.yaml:u reads "https://h.example/out", which it writes',
    'a cycle that dvc.yaml:t is part of or follows',
  ])
  expect(JSON.stringify(root)).not.toMatch(/tok|sig=1/)
})
