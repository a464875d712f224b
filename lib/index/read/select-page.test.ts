import { expect, test } from 'vitest'
import { parseQuery } from '@/lib/search/parse-query'
import { parseModelSort } from '@/lib/search/sort'
import { buildRepoCatalog, type CatalogRow } from './build-repo-catalog'
import { openEvaluator } from './evaluate-query'
import { selectPage } from './select-page'

type Facts = Partial<Pick<CatalogRow, 'updated_seconds' | 'latest_seconds' | 'version_count'>>

function buildRow(repo: string, name: string, facets: string[], facts: Facts = {}): CatalogRow {
  const times = { latest_seconds: null, promoted_seconds: null, behind_since: null }
  const row = {
    repo,
    name,
    text: `${name.toLowerCase()}\n${repo}`,
    facets: ['kind:model', ...facets],
  }
  return { ...row, updated_seconds: 0n, version_count: 0, ...times, ...facts }
}

const catalog = new Map([
  [
    'a',
    buildRepoCatalog([
      buildRow('a', 'Churn', ['owner:\u{1f600}'], { updated_seconds: 5n, version_count: 2 }),
      buildRow('a', 'churn', ['owner:\u{ffee}', 'owner:Zoe'], { updated_seconds: 9n }),
      buildRow('a', 'ocr', [], { updated_seconds: 5n, latest_seconds: 0n, version_count: 1 }),
    ]),
  ],
  [
    'b',
    buildRepoCatalog([
      buildRow('b', 'churn', ['owner:ana'], { updated_seconds: 5n, latest_seconds: 7n }),
      buildRow('b', 'churn-eu', ['owner:\u{ffee}'], { updated_seconds: 1n, latest_seconds: -3n }),
    ]),
  ],
])
const numbers = (...values: number[]) => ({
  places: Uint32Array.from(values.keys()),
  numbers: Float64Array.from(values),
  texts: [],
})
const columns = new Map([
  ['["measure","metric.auc",null]', new Map([['a', numbers(0.5, Number.NaN, -1)]])],
])

function list(sort: string, { q = '', page = 1, pageSize = 10 } = {}): string {
  const parsed = parseModelSort(sort)
  if (parsed === null) throw new Error(sort)
  const { query } = parseQuery(q)
  const context = { catalog, columns, sources: new Map(), waiting: [], now: new Date(0), me: [] }
  const find = openEvaluator(context)
  const asked = { query, sort: parsed, page, pageSize }
  const models = selectPage({ catalog, columns, find }, find(query), asked)
  return models.map(({ repo, name }) => `${repo}/${name}`).join(' ')
}

test.each([
  ['name', 'a/Churn a/churn b/churn b/churn-eu a/ocr'],
  ['-name', 'a/ocr b/churn-eu a/churn b/churn a/Churn'],
  ['repo', 'a/Churn a/churn a/ocr b/churn b/churn-eu'],
  ['-repo', 'b/churn b/churn-eu a/Churn a/churn a/ocr'],
  ['updated', 'b/churn-eu a/Churn b/churn a/ocr a/churn'],
  ['-updated', 'a/churn a/Churn b/churn a/ocr b/churn-eu'],
  ['registered', 'b/churn-eu a/ocr b/churn a/Churn a/churn'],
  ['-registered', 'b/churn a/ocr b/churn-eu a/Churn a/churn'],
  ['-versions', 'a/Churn a/ocr a/churn b/churn b/churn-eu'],
  ['owner', 'b/churn a/churn b/churn-eu a/Churn a/ocr'],
  ['-owner', 'a/Churn b/churn-eu a/churn b/churn a/ocr'],
  ['metric.auc', 'a/ocr a/Churn a/churn b/churn b/churn-eu'],
  ['-metric.auc', 'a/Churn a/ocr a/churn b/churn b/churn-eu'],
])('models by %s, those without a value last', (sort, expected) => {
  expect(list(sort)).toBe(expected)
})

test('pages of an order follow each other', () => {
  const pages = (sort: string) => [1, 2, 3, 4].map((page) => list(sort, { page, pageSize: 2 }))
  expect(pages('name')).toEqual(['a/Churn a/churn', 'b/churn b/churn-eu', 'a/ocr', ''])
  expect(pages('updated')).toEqual(['b/churn-eu a/Churn', 'b/churn a/ocr', 'a/churn', ''])
})

test('a model that is called like the word comes before one that begins with it', () => {
  expect(list('match', { q: 'churn' })).toBe('a/Churn a/churn b/churn b/churn-eu')
  expect(list('match', { q: 'b' })).toBe('b/churn b/churn-eu')
  expect(list('match', { q: 'eu OR ocr' })).toBe('a/ocr b/churn-eu')
})
