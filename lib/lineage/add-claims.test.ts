import { expect, test } from 'vitest'
import { buildLineage } from './build-lineage'
import { COMMIT, pipelineOf } from './testing/pipeline-of'
import type { CardClaim, TracedVersion } from './traced-version'

const FILES = {
  'dvc.yaml': `
stages:
  prepare: { cmd: prepare, deps: [raw.csv], outs: [data/set.csv] }
  train: { cmd: train, deps: [data/set.csv], outs: [model.pkl] }
`,
  'raw.csv.dvc': 'outs: [{ path: raw.csv, hash: md5, md5: aa, size: 3 }]',
}

const traced: TracedVersion = {
  ...{ path: 'model.pkl', hash: null, size: null, version: 'v1.0.0', holders: [], users: [] },
  ...{ author: null, committedAt: '2026-01-02T03:04:05Z', changes: null, commit: COMMIT },
  ...{ commitHref: null, href: '/v', dataHref: null, claims: [], claimsProblem: null },
}
const nowhere = () => null
const links = { file: nowhere, changes: nowhere, data: nowhere, source: nowhere }

const base = (written: string): CardClaim => ({ kind: 'base-model', written, known: null })
const data = (written: string): CardClaim => ({ ...base(written), kind: 'data' })

function trace(claims: readonly CardClaim[], outputs: 'facts' | 'nodes' = 'facts') {
  const options = { groups: 'closed', outputs, stages: 'model', links } as const
  const { nodes, edges, problems } = buildLineage(pipelineOf(FILES), { ...traced, claims }, options)
  const claimed = edges.filter(({ state }) => state === 'claimed')
  return { nodes, claimed, problems }
}

test('a base model is a node with a link, and an edge that is only claimed', () => {
  const known = { repo: 'nlp', name: 'bert', path: null, href: '/models/nlp/bert' }
  const { nodes, claimed } = trace([{ ...base('nlp/bert'), known }, base('org/other')])
  const why = "The version's card names it as the base model. Nothing proves it."
  const plain = { kind: 'base-model', state: null, why, count: 1, staleCount: 0 }
  expect(nodes.filter(({ kind }) => kind === 'base-model').reverse()).toEqual([
    {
      ...{ ...plain, id: 'card base-model nlp/bert', label: 'bert', href: '/models/nlp/bert' },
      detail: 'nlp: named by the card',
      facts: [{ label: 'Card', value: 'nlp/bert', href: null }],
    },
    {
      ...{ ...plain, id: 'card base-model org/other', label: 'org/other', href: null },
      detail: 'named by the card, not known here',
      facts: [{ label: 'Card', value: 'org/other', href: null }],
    },
  ])
  expect(claimed).toEqual([
    { from: 'card base-model nlp/bert', to: 'model', state: 'claimed', why },
    { from: 'card base-model org/other', to: 'model', state: 'claimed', why },
  ])
})

test('a model that names itself as its base is another node, and no cycle', () => {
  const known = { repo: 'ml', name: 'm', path: 'model.pkl', href: '/models/ml/m' }
  const { claimed } = trace([{ ...base('m'), known }])
  expect(claimed.map(({ from, to }) => [from, to])).toEqual([['card base-model m', 'model']])
})

test.each([
  ['of its name', data('set'), 'dvc.yaml:prepare'],
  ['of its name with the suffix', data('org/raw.csv'), 'raw.csv.dvc'],
  [
    'that it is registered with',
    { ...data('big'), known: { repo: 'ml', name: 'big', path: 'raw.csv', href: '/b' } },
    'raw.csv.dvc',
  ],
])('a data set is said at the node of the file %s', (_, claim, id) => {
  const { nodes, claimed } = trace([claim])
  expect(claimed).toEqual([])
  const named = { label: 'Card', value: `names it as ${claim.written}`, href: null }
  const found = nodes.filter(({ facts }) => facts.some(({ label }) => label === 'Card'))
  expect(found.map((node) => [node.id, node.facts[0]])).toEqual([[id, named]])
})

test('with the files of stages as nodes, it is said at the file', () => {
  const { nodes } = trace([data('set')], 'nodes')
  const found = nodes.filter(({ facts }) => facts[0]?.label === 'Card')
  expect(found.map(({ id }) => id)).toEqual(['data data/set.csv'])
})

test('a data set that no stage writes has a node of its own', () => {
  // The model's file is none, whatever the card says.
  const { claimed } = trace([data('imagenet'), data('model')])
  expect(claimed.map(({ from }) => from)).toEqual(['card data imagenet', 'card data model'])
})

test('of many claims the first ones are drawn, and the others are counted', () => {
  const many = Array.from({ length: 100 }, (_, at) => base(`b${at}`))
  expect(trace(many.slice(0, 20)).claimed).toHaveLength(20)
  const { nodes, claimed } = trace([...many, data('imagenet')])
  expect(claimed).toHaveLength(21)
  expect(nodes.find(({ id }) => id === 'card base-model')?.label).toBe('81 more')
})

test('a card that cannot be read is a problem of the lineage', () => {
  const problem = { file: 'README.md', code: 'yaml-syntax', detail: 'a: [' }
  const options = { groups: 'closed', outputs: 'facts', stages: 'model', links } as const
  const view = buildLineage(pipelineOf({}), { ...traced, claimsProblem: problem }, options)
  expect(view.problems).toEqual([problem])
})
