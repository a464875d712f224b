import { expect, test } from 'vitest'
import { buildPipelineGraph } from './build-lineage'
import { pipelineOf } from './testing/pipeline-of'

const SPEC =
  'name: raw, type: dvc, url: "https://u:p@h.example/data.git", path: sets/raw, rev: main'
const URL_SPEC = 'name: raw, type: url, url: "s3://b/raw"'

type Given = {
  readonly dataset?: string
  /** What `dvc.lock` has of the dataset now, and what it has of the run. */
  readonly lock?: string
  readonly ran?: string
}

/** One stage that reads the dataset `raw`, below a root of its own. */
function filesOf({ dataset = SPEC, lock, ran }: Given) {
  const dep = ran === undefined ? '' : `deps: [{ path: "ds://raw", dataset: { ${ran} } }]`
  return {
    'p/.dvc/config': '',
    'p/dvc.yaml': `datasets: [{ ${dataset} }]\nstages: { s: { cmd: x, deps: ["ds://raw"] } }`,
    'p/dvc.lock': `schema: '2.0'\ndatasets: [${lock === undefined ? '' : `{ ${lock} }`}]\nstages: { s: { cmd: x, ${dep} } }`,
    // Of another root.
    'dvc.yaml': `datasets: [{ ${SPEC.replace('sets/raw', 'other')} }]`,
    '.dvc/config': '',
  }
}

function depOf(given: Given) {
  const { roots } = pipelineOf(filesOf(given))
  const [dep] = roots.flatMap(({ stages }) => stages.flatMap(({ deps }) => deps))
  return dep
}

const REV = `${SPEC}, rev_lock: aa`
const META = 'meta: { isdir: true, size: 3 }, files: [{ relpath: a, meta: { etag: e1 } }]'

test.each([
  ['the same revision', { lock: REV, ran: REV }, 'fresh', null],
  ['another revision', { lock: `${SPEC}, rev_lock: bb`, ran: REV }, 'stale', 'updated after'],
  [
    'another path',
    { dataset: SPEC.replace('raw,', 'x,'), lock: REV, ran: REV },
    'unknown',
    'root has',
  ],
  [
    'another url',
    { dataset: SPEC.replace('data', 'd'), lock: REV, ran: REV },
    'stale',
    'p/dvc.yaml',
  ],
  ['no lock', { ran: REV }, 'stale', 'p/dvc.yaml names it'],
  ['no run with it', { lock: REV }, 'stale', 'was added after'],
  [
    'the same files',
    { dataset: URL_SPEC, lock: `${URL_SPEC}, ${META}`, ran: `${URL_SPEC}, ${META}` },
    ...(['fresh', null] as const),
  ],
  [
    'another file',
    {
      dataset: URL_SPEC,
      lock: `${URL_SPEC}, ${META.replace('e1', 'e2')}`,
      ran: `${URL_SPEC}, ${META}`,
    },
    ...(['stale', 'updated after'] as const),
  ],
] as const)('a stage that ran with %s of a dataset', (_, given, state, why) => {
  const dep = depOf(given)
  expect(dep?.state).toBe(state)
  if (why === null) expect(dep?.why).toBe(null)
  else expect(dep?.why).toContain(why)
})

test('a dataset is shown by what the stage ran with, without secrets', () => {
  const nothing = { hash: null, size: null, ranAt: null, state: 'fresh', why: null }
  expect(depOf({ lock: REV, ran: REV })).toEqual({
    ...{ ...nothing, kind: 'dataset', path: 'sets/raw' },
    repo: { url: 'https://h.example/data.git', rev: 'main', revLock: 'aa' },
  })
  const url = `${URL_SPEC}, meta: { etag: e, size: 4 }`
  expect(depOf({ dataset: URL_SPEC, lock: url, ran: url })).toEqual({
    ...{ ...nothing, kind: 'dataset', path: 's3://b/raw' },
    ...{ hash: { name: 'etag', value: 'e' }, size: 4 },
  })
  expect(depOf({ lock: REV })).toMatchObject({ kind: 'dataset', path: 'ds://raw' })
})

test('a dataset is drawn as what a stage comes from', () => {
  const source = () => ({ repo: 'data', version: null, same: [], href: '/there' })
  const links = { file: () => null, changes: () => null, data: () => null, source }
  const { nodes, edges } = buildPipelineGraph(pipelineOf(filesOf({ lock: REV, ran: REV })), {
    ...{ groups: 'open', outputs: 'facts', stages: 'model', links },
  })
  expect(nodes.map(({ kind, label, detail, href }) => [kind, label, detail, href]).sort()).toEqual([
    ['data', 'raw', 'data: sets/raw at main', '/there'],
    ['stage', 's', 'x', null],
  ])
  expect(edges.map(({ to, state }) => `${to} ${state}`)).toEqual(['p/dvc.yaml:s fresh'])
})
