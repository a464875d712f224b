// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the template is DVC's
import { expect, test } from 'vitest'
import { buildLineage, buildPipelineGraph } from './build-lineage'
import type { ImportSource, LineageOptions } from './open-graph'
import { pipelineOf } from './testing/pipeline-of'

const links = {
  file: (path: string) => (path.startsWith('no-forge') ? null : `/f/${path}`),
  changes: () => null,
  data: () => null,
  source: () => null,
}
const options: LineageOptions = { groups: 'open', outputs: 'facts', stages: 'model', links }
const traced = {
  ...{ path: 'm.pkl', hash: null, size: null, version: 'v1.0.0', holders: [] },
  ...{ commit: 'c'.repeat(40), commitHref: null, author: null, committedAt: '2026-01-01' },
  ...{ changes: null, href: '/v', dataHref: null, users: [] },
  ...{ claims: [], claimsProblem: null },
}

/** The model is made by `train`; `report` and the second root have nothing to do with it. */
const FILES = {
  '.dvc/config': '',
  'dvc.yaml': `
stages:
  prepare: { cmd: p, outs: [d.csv] }
  report: { cmd: r, deps: [d.csv], outs: [r.txt] }
  train: { cmd: t, deps: [d.csv], outs: [m.pkl] }
`,
  'sub/.dvc/config': '',
  'sub/dvc.yaml': 'stages: { other: { cmd: o, outs: ["${gone}"] } }',
}

test('a lineage shows the stages of its model, or all stages of the commit among them', () => {
  const idsOf = (stages: LineageOptions['stages']) => {
    const view = buildLineage(pipelineOf(FILES), traced, { ...options, stages })
    const edges = view.edges.map(({ from, to }) => `${from} > ${to}`).sort()
    return { nodes: view.nodes.map(({ id }) => id).sort(), edges, problems: view.problems.length }
  }
  const own = ['dvc.yaml:prepare > dvc.yaml:train', 'dvc.yaml:train > model', 'model > version']
  expect(idsOf('model')).toEqual({
    nodes: ['dvc.yaml:prepare', 'dvc.yaml:train', 'model', 'version'],
    edges: own,
    problems: 0,
  })
  const whole = idsOf('all')
  expect(whole.nodes).toEqual([
    ...['dvc.yaml:prepare', 'dvc.yaml:report', 'dvc.yaml:train', 'model'],
    ...['sub/dvc.yaml:other', 'version'],
  ])
  expect(whole.edges).toEqual(['dvc.yaml:prepare > dvc.yaml:report', ...own])
  expect(whole.problems).toBe(1)
})

test('of more stages than are drawn, those of the model are', () => {
  const many = Array.from({ length: 500 }, (_, at) => `  s${at}: { cmd: x, outs: [o${at}] }\n`)
  const files = { 'dvc.yaml': `${FILES['dvc.yaml']}${many.join('')}` }
  const { nodes, total } = buildLineage(pipelineOf(files), traced, { ...options, stages: 'all' })
  const ids = nodes.map(({ id }) => id)
  expect([nodes.length, total]).toEqual([400, 505])
  for (const id of ['dvc.yaml:prepare', 'dvc.yaml:train', 'model', 'version']) {
    expect(ids).toContain(id)
  }
})

test('a model leads to its content, else to its file on the forge', () => {
  const modelOf = (path: string, dataHref: string | null) => {
    const { nodes } = buildLineage(pipelineOf({}), { ...traced, path, dataHref }, options)
    const node = nodes.find(({ id }) => id === 'model')
    return [node?.href, ...(node?.facts.map(({ label, href }) => `${label} ${href}`) ?? [])]
  }
  expect(modelOf('m.pkl', '/d')).toEqual(['/d', 'Content /d', 'File /f/m.pkl'])
  expect(modelOf('m.pkl', null)).toEqual(['/f/m.pkl', 'Content null', 'File /f/m.pkl'])
  expect(modelOf('no-forge.pkl', '/d')).toEqual(['/d', 'Content /d'])
})

test('an import without a version leads to the versions of its content', () => {
  const repo = '{ url: "git@example.com:data.git", rev_lock: abcdef1234 }'
  const files = {
    'in.csv.dvc': `deps: [{ path: a/in.csv, repo: ${repo} }]\nouts: [{ path: in.csv, md5: aa }]`,
  }
  const same = Array.from({ length: 12 }, (_, at) => ({
    ...{ model: 'set', version: `v1.${12 - at}.0`, href: `/set/${at}` },
  }))
  const source = (): ImportSource => ({ repo: 'data', version: null, same, href: '/set/0' })
  const { nodes } = buildPipelineGraph(pipelineOf(files), {
    ...options,
    links: { ...links, source },
  })
  const node = nodes.find(({ id }) => id.startsWith('source'))
  expect([node?.kind, node?.label, node?.detail, node?.href]).toEqual([
    ...['model', 'set v1.12.0', 'data: a/in.csv at abcdef1', '/set/0'],
  ])
  expect(node?.facts.slice(0, 3)).toEqual([
    { label: 'Repository', value: 'data', href: '/repos/data' },
    { label: 'Commit', value: 'abcdef1234', href: null },
    { label: 'Same content', value: 'set v1.12.0', href: '/set/0' },
  ])
  expect(node?.facts).toHaveLength(12)
})
