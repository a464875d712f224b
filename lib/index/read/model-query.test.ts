import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatModelQuery, type ModelQuery, parseModelQuery, QUALIFIERS } from './model-query'

const nothing: ModelQuery = { words: [], excluded: [], filters: [], unknown: [] }

test.each<[string, Partial<ModelQuery>]>([
  ['', {}],
  ['  churn   model ', { words: ['churn', 'model'] }],
  ['"churn model"', { words: ['churn model'] }],
  ['churn" model"', { words: ['churn model'] }],
  ['-churn', { excluded: ['churn'] }],
  ['-"churn model" x', { excluded: ['churn model'], words: ['x'] }],
  ['"-churn"', { words: ['-churn'] }],
  ['a,b', { words: ['a,b'] }],
  ['"not closed', { words: ['not closed'] }],
  ['"a \\"b\\" \\\\ c"', { words: ['a "b" \\ c'] }],
  ['a\\b', { words: ['a\\b'] }],
  ['-', {}],
  ['""', {}],
  ['label:nlp', { filters: [{ qualifier: 'label', values: ['nlp'], negated: false }] }],
  ['LABEL:Nlp', { filters: [{ qualifier: 'label', values: ['Nlp'], negated: false }] }],
  ['label:a,b', { filters: [{ qualifier: 'label', values: ['a', 'b'], negated: false }] }],
  ['label:"a, b",c', { filters: [{ qualifier: 'label', values: ['a, b', 'c'], negated: false }] }],
  ['-stage:prod', { filters: [{ qualifier: 'stage', values: ['prod'], negated: true }] }],
  ['owner:"Ana Lee"', { filters: [{ qualifier: 'owner', values: ['Ana Lee'], negated: false }] }],
  ['repo:a:b', { filters: [{ qualifier: 'repo', values: ['a:b'], negated: false }] }],
  ['label:', {}],
  ['label:,', {}],
  ['label: nlp', { words: ['nlp'] }],
  [
    'label:a label:b',
    {
      filters: [
        { qualifier: 'label', values: ['a'], negated: false },
        { qualifier: 'label', values: ['b'], negated: false },
      ],
    },
  ],
  ['colour:red is:stale colour:blue x', { unknown: ['colour', 'is'], words: ['x'] }],
  ['metric.auc:>0.9', { unknown: ['metric.auc'] }],
  ['path/to:model', { words: ['path/to:model'] }],
  ['"models:churn"', { words: ['models:churn'] }],
  ['https://git.example.com/x', { words: ['https://git.example.com/x'] }],
  ['2:1', { words: ['2:1'] }],
])('%j', (text, expected) => {
  expect(parseModelQuery(text)).toEqual({ ...nothing, ...expected })
})

const text = fc
  .array(
    fc.constantFrom('a', 'B', 'é', '0', ' ', '\t', '"', '\\', ',', ':', '-', '.', '/', 'label'),
    {
      minLength: 1,
      maxLength: 8,
    },
  )
  .map((parts) => parts.join(''))

const query = fc.record({
  words: fc.array(text, { maxLength: 3 }),
  excluded: fc.array(text, { maxLength: 3 }),
  filters: fc.array(
    fc.record({
      qualifier: fc.constantFrom(...QUALIFIERS),
      values: fc.array(text, { minLength: 1, maxLength: 3 }),
      negated: fc.boolean(),
    }),
    { maxLength: 3 },
  ),
})

test('what is formatted parses to the same query', () => {
  fc.assert(
    fc.property(query, (one) => {
      expect(parseModelQuery(formatModelQuery(one))).toEqual({ ...one, unknown: [] })
    }),
    { numRuns: 2_000 },
  )
})

test('any text parses, and its canonical form means the same', () => {
  fc.assert(
    fc.property(fc.oneof(text, fc.string(), fc.string({ unit: 'grapheme' })), (one) => {
      const { unknown: _, ...parsed } = parseModelQuery(one)
      expect(parseModelQuery(formatModelQuery(parsed))).toEqual({ ...parsed, unknown: [] })
    }),
    { numRuns: 2_000 },
  )
})
