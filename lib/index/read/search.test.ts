import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '@/lib/database/database'
import { formatQuery } from '@/lib/search/format-query'
import { parseQuery } from '@/lib/search/parse-query'
import { databaseForms, openTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { buildModelsRequest } from '@/lib/testing/models-request'
import { listReference } from '@/lib/testing/reference-filter'
import { buildSearchWorld, writeSearchWorld } from '@/lib/testing/search-world'
import { listModels } from './list-models'

const world = buildSearchWorld()
const { now, me } = world

async function find(db: Database, q: string): Promise<readonly string[]> {
  const request = buildModelsRequest({ q, now, me, pageSize: 500 })
  const { items, total } = await listModels(db, { repos: 'all' }, request)
  const names = items.map(({ repo, name }) => `${repo}/${name}`)
  expect(total).toBe(new Set(names).size)
  return names.sort()
}

const NAMES_OF_PEOPLE = [
  'ana',
  'ANA',
  '"ana@example.com"',
  'ana@ex',
  'souza',
  'bo',
  'ban',
  '@ml/core',
  'an*',
  'home',
  'souza@',
  '"souza@home.example"',
  '"JOANA"',
  'two',
]
const TIMES = [
  '>2023-06-20',
  '2023-06',
  '2023-07-01..2023-12-31',
  '<2023-08',
  '2024',
  '*',
  '>=2023-10',
  '..2023-09',
]
const NUMBERS = [
  '>0.9',
  '<=0.9',
  '0.5..0.95',
  '..0',
  '0.9',
  '1',
  '0.00001',
  'nan',
  '*',
  '>=-1',
  '<2',
]
const VALUES: Readonly<Record<string, readonly string[]>> = {
  label: ['nlp', 'nl*', '"vision 2"', 'STRASSE', 'straße', 'gbm', '*', 'none'],
  owner: [...NAMES_OF_PEOPLE, '@me'],
  signer: NAMES_OF_PEOPLE,
  stage: ['dev', 'Production', 'prod*', 's*', 'none'],
  repo: ['ml', 'edge-vision', 'ed*'],
  type: ['model', 'dataset', 'd*'],
  version: ['v1.0.0', '>=v2', '<v2.1.0', 'v1*', 'v1..v2.1.0', '>1.1', 'v2.1.0', '<=1'],
  is: [
    'behind',
    'stale',
    'stale-lineage',
    'stale*',
    'unsigned',
    'waiting',
    'unpromoted',
    'deprecated',
    'moved',
    'un*',
    's*',
    'none',
  ],
  has: ['card', 'lineage', 'problems', 'metrics', 'params', 'p*'],
  data: ['a'.repeat(32), 'B'.repeat(32), 'churn'],
  from: ['churn', 'ml/churn', 'images', 'edge-vision/images', 'none'],
  updated: TIMES,
  registered: TIMES,
  promoted: TIMES,
  'metric.auc': NUMBERS,
  'metric.auc@production': NUMBERS,
  'metric."mAP@0.5"': NUMBERS,
  'metric.none': NUMBERS,
  'param.lr': NUMBERS,
  'param.lr@dev': NUMBERS,
  'param.optimizer': ['adam', 'ad*', 'sgd', '>1'],
}
const filter = fc
  .constantFrom(...Object.keys(VALUES))
  .chain((name) =>
    fc
      .array(fc.constantFrom(...(VALUES[name] ?? [])), { minLength: 1, maxLength: 2 })
      .map((values) => `${name}:${values.join(',')}`),
  )
const word = fc.constantFrom(
  ...['churn', 'CHURN', 'eu', 'ocr:reader', 'leaves', '10%', 'of_pages', '"who leaves"', 'lea*'],
  ...['eav*', 'straße', 'ml', '-2', '2', '"vision 2"', 'souza', 'ex', '0.5', '(', '%', '_'],
)
const term = fc
  .oneof(word, filter, filter, filter)
  .chain((text) => fc.constantFrom(text, `-${text}`))
const group = fc
  .array(
    fc.array(term, { minLength: 1, maxLength: 2 }).map((terms) => terms.join(' ')),
    {
      minLength: 1,
      maxLength: 2,
    },
  )
  .map((parts) => `(${parts.join(' OR ')})`)
const search = fc
  .array(fc.oneof(term, term, group), { minLength: 1, maxLength: 3 })
  .map((terms) => terms.join(' '))

const SIGNS = [
  '\0',
  '\\',
  '%',
  '_',
  "'",
  '"',
  '(',
  ')',
  '-',
  ':',
  '..',
  '*',
  '\ud800',
  '\n',
  'OR ',
  '@',
]
const sort = fc.constantFrom(
  'match',
  'name',
  '-updated',
  '-since:dev',
  'behind:production',
  'metric.auc@dev',
)

const RUNS = process.env.SIGNET_ENDURE ? 2000 : 200

describe.each(databaseForms)('a search, %s', (form) => {
  let tested: TestDatabase

  beforeAll(async () => {
    tested = await openTestDatabase(form)
    await writeSearchWorld(tested.database, world)
  })

  afterAll(() => tested.remove())

  test('finds what the reference finds, for any query', { timeout: 600_000 }, async () => {
    let found = 0
    await fc.assert(
      fc.asyncProperty(search, async (q) => {
        const { query } = parseQuery(q)
        const names = await find(tested.database, q)
        expect([q, formatQuery(query), names]).toEqual([
          q,
          formatQuery(query),
          listReference(query, world),
        ])
        if (names.length > 0 && names.length < world.models.length) found += 1
      }),
      { numRuns: RUNS },
    )
    // Most of the queries tell models apart.
    expect(found).toBeGreaterThan(RUNS / 4)
  })

  test('any text is answered', { timeout: 600_000 }, async () => {
    const piece = fc.oneof(
      search,
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom(...SIGNS),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 8 }), sort, async (pieces, order) => {
        const request = buildModelsRequest({
          q: pieces.join('').slice(0, 500),
          sort: order,
          now,
          me,
        })
        const { items, total } = await listModels(tested.database, { repos: ['ml'] }, request)
        expect(items.length).toBe(Math.min(total, 50))
        expect(items.every(({ repo }) => repo === 'ml')).toBe(true)
      }),
      { numRuns: RUNS * 10 },
    )
  })
})
