import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { buildCardFacts } from './build-card-facts'
import { splitFrontMatter } from './split-front-matter'

const NOTHING = {
  ...{ license: null, task: null, library: null, languages: [], baseModels: [], datasets: [] },
  ...{ metrics: [], tags: [], results: [] },
}

function factsOf(card: string) {
  return buildCardFacts(parse(splitFrontMatter(card).matter ?? '', { schema: 'failsafe' }))
}

test('front matter as Hugging Face defines it becomes facts', () => {
  const card = `---
license: other
license_name: our-licence
language: [no, en]
library_name: xgboost
pipeline_tag: tabular-classification
base_model: churn/base
datasets:
- customers
- customers
- { not: a name }
metrics: [f1]
tags: [a, b]
model-index:
- name: churn
  results:
  - task: { type: tabular-classification }
    dataset: { name: Test, type: customers }
    metrics:
    - { type: f1, value: 0.90 }
    - { type: accuracy, name: Accuracy, value: 92.5% }
    - { type: nothing }
---
# Churn
`
  expect(factsOf(card)).toEqual({
    license: 'our-licence',
    task: 'tabular-classification',
    library: 'xgboost',
    languages: ['no', 'en'],
    baseModels: ['churn/base'],
    datasets: ['customers'],
    metrics: ['f1'],
    tags: ['a', 'b'],
    results: [
      { task: 'tabular-classification', dataset: 'Test', metric: 'f1', value: '0.90' },
      { task: 'tabular-classification', dataset: 'Test', metric: 'Accuracy', value: '92.5%' },
    ],
  })
})

test.each([
  ['a list', ['license', 'mit']],
  ['a text', 'license'],
  ['nothing', null],
  ['wrong kinds', { license: { a: 'b' }, tags: { a: 'b' }, 'model-index': 'x' }],
  ['names that every object has', { 'model-index': { constructor: 'x' } }],
])('front matter that is %s says nothing', (_what, matter) => {
  expect(buildCardFacts(matter)).toEqual(NOTHING)
})

test.each([
  ['several', ['a', ' b ', 'a', '', { c: 'd' }, ['e'], null], ['a', 'b']],
  ['a map', { name: 'a' }, []],
  ['no name', ' \t ', []],
  ['an address', 'javascript:alert(1)', ['javascript:alert(1)']],
])('base models that are %s', (_what, written, expected) => {
  expect(buildCardFacts({ base_model: written }).baseModels).toEqual(expected)
})

test('long lists and long names end at their limits', () => {
  const many = Array.from({ length: 300 }, (_, place) => `tag-${place}`)
  const bases = Array.from({ length: 1_000 }, (_, place) => `base-${place}`)
  expect(buildCardFacts({ base_model: bases }).baseModels).toEqual(bases.slice(0, 100))
  const metrics = Array.from({ length: 900 }, () => ({ type: 'f1', value: '1' }))
  const facts = buildCardFacts({
    license: 'x'.repeat(1_000),
    tags: many,
    'model-index': [{ results: [{ metrics }, { metrics }] }],
  })
  expect(facts.license?.length).toBeLessThanOrEqual(255)
  expect(facts.tags).toHaveLength(100)
  expect(facts.results).toHaveLength(500)
})

test.each([
  ['---\na: b\n---\ntext', { matter: 'a: b\n', body: 'text' }],
  ['\ufeff---\r\na: b\r\n---\r\ntext', { matter: 'a: b\n', body: 'text' }],
  ['---\n---', { matter: '', body: '' }],
  ['---\na: b', { matter: null, body: '---\na: b' }],
  [' ---\na: b\n---\n', { matter: null, body: ' ---\na: b\n---\n' }],
  ['# A\n---\na\n---\n', { matter: null, body: '# A\n---\na\n---\n' }],
])('front matter stands between two lines at the beginning: %j', (card, parts) => {
  expect(splitFrontMatter(card)).toEqual(parts)
})
