import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatQuery } from './format-query'
import { parseQuery } from './parse-query'
import { EVERYTHING, joinAll, joinAny, type QUALIFIERS, type Query, type Test } from './query'

const word = (text: string, form: 'part' | 'start' = 'part'): Query => ({
  kind: 'word',
  text,
  form,
})
const not = (part: Query): Query => ({ kind: 'not', part })
const text = (value: string): Test => ({ kind: 'text', text: value })
const exact = (value: string): Test => ({ kind: 'exact', text: value })
const filter = (qualifier: (typeof QUALIFIERS)[number], ...tests: Test[]): Query => ({
  kind: 'filter',
  qualifier,
  name: null,
  stage: null,
  tests,
})
const all = (...parts: Query[]): Query => ({ kind: 'all', parts })
const any = (...parts: Query[]): Query => ({ kind: 'any', parts })
const auc = (stage: string | null, ...tests: Test[]): Query => ({
  kind: 'filter',
  qualifier: 'metric',
  name: 'auc',
  stage,
  tests,
})
const above: Test = { kind: 'compare', operator: '>', bound: '0.9' }

test.each<[string, Query]>([
  ['', EVERYTHING],
  ['  churn   model ', all(word('churn'), word('model'))],
  ['"churn model"', word('churn model')],
  ['churn" model"', word('churn model')],
  ['-churn', not(word('churn'))],
  ['--churn', word('churn')],
  ['-(-churn)', word('churn')],
  ['-"churn model" x', all(not(word('churn model')), word('x'))],
  ['"-churn"', word('-churn')],
  ['a,b', word('a,b')],
  ['"not closed', word('not closed')],
  ['"a \\"b\\" \\\\ c"', word('a "b" \\ c')],
  ['a\\b', word('a\\b')],
  ['-', EVERYTHING],
  ['""', EVERYTHING],
  ['*', EVERYTHING],
  ['chu*', word('chu', 'start')],
  ['"churn mo"*', word('churn mo', 'start')],
  ['"chu*"', word('chu*')],
  ['label:nlp', filter('label', text('nlp'))],
  ['LABEL:Nlp', filter('label', text('Nlp'))],
  ['label:"nlp"', filter('label', exact('nlp'))],
  ['label:n"lp"', filter('label', exact('nlp'))],
  ['label:nl*', filter('label', { kind: 'start', text: 'nl' })],
  ['label:*', filter('label', { kind: 'start', text: '' })],
  ['label:a,b', filter('label', text('a'), text('b'))],
  ['label:"a, b",c', filter('label', exact('a, b'), text('c'))],
  ['label:>a', filter('label', text('>a'))],
  ['label:a(b)', filter('label', exact('a(b)'))],
  ['-stage:prod', not(filter('stage', text('prod')))],
  ['repo:a:b', filter('repo', text('a:b'))],
  ['label:', EVERYTHING],
  ['label:,', EVERYTHING],
  ['label: nlp', word('nlp')],
  ['metric.auc:>0.9', auc(null, above)],
  ['metric.auc@production:>0.9', auc('production', above)],
  ['metric.auc:0.8..0.9', auc(null, { kind: 'between', from: '0.8', to: '0.9' })],
  ['metric.auc:..0.9', auc(null, { kind: 'between', from: '', to: '0.9' })],
  ['metric."auc":>0.9', auc(null, above)],
  ['metric."a@b":1', { ...auc(null, text('1')), name: 'a@b' } as Query],
  ['metric.a@:1', { ...auc(null, text('1')), name: 'a@' } as Query],
  ['metric.auc:>', EVERYTHING],
  ['metric:0.9', word('metric:0.9')],
  ['label.x:nlp', word('label.x:nlp')],
  ['version:>=v2.0.0', filter('version', { kind: 'compare', operator: '>=', bound: 'v2.0.0' })],
  ['updated:2026-01..', filter('updated', { kind: 'between', from: '2026-01', to: '' })],
  ['ocr:reader', word('ocr:reader')],
  ['path/to:model', word('path/to:model')],
  ['label://x', word('label://x')],
  ['"models:churn"', word('models:churn')],
  ['2:1', word('2:1')],
  ['a OR b', any(word('a'), word('b'))],
  ['a b OR c', any(all(word('a'), word('b')), word('c'))],
  ['a (b OR c)', all(word('a'), any(word('b'), word('c')))],
  ['(a b) c', all(word('a'), word('b'), word('c'))],
  ['-(a b)', not(all(word('a'), word('b')))],
  ['a or b', all(word('a'), word('or'), word('b'))],
  ['"OR"', word('OR')],
  ['OR', EVERYTHING],
  ['OR a', word('a')],
  ['a OR', word('a')],
  ['a OR OR b', any(word('a'), word('b'))],
  ['()', EVERYTHING],
  ['-() a', word('a')],
  ['(a', word('a')],
  ['((a) b', all(word('a'), word('b'))],
  ['a)', word('a)')],
  ['(a))', word('a)')],
  ['model(v2)', word('model(v2)')],
  ['(model(v2))', word('model(v2)')],
  ['a ) b', all(word('a'), word(')'), word('b'))],
])('%j', (typed, expected) => {
  expect(parseQuery(typed).query).toEqual(expected)
})

test.each<[string, number, number, string, string | null]>([
  [
    'x lable:nlp',
    2,
    8,
    'There is no qualifier lable:, so this is read as a word. Did you mean label:?',
    'label:',
  ],
  ['ocr:reader', 0, 10, 'There is no qualifier ocr:, so this is read as a word.', null],
  [
    'metric:0.9',
    0,
    10,
    'metric needs a name, for example metric.auc:>0.9. This is read as a word.',
    null,
  ],
  ['label:', 0, 6, 'label: needs a value. Without one it asks for nothing.', null],
  [
    'is:stael',
    0,
    8,
    'is: takes behind, unsigned, waiting, stale, stale-lineage, unpromoted, deprecated, moved, not stael.',
    'is:stale',
  ],
  [
    'x -is:behind,stael,moved',
    3,
    24,
    'is: takes behind, unsigned, waiting, stale, stale-lineage, unpromoted, deprecated, moved, not stael.',
    'is:behind,stale,moved',
  ],
  [
    'has:metric',
    0,
    10,
    'has: takes card, lineage, problems, metrics, params, not metric.',
    'has:metrics',
  ],
  [
    'metric.auc:good',
    0,
    15,
    'metric.auc takes a number, such as >0.9 or 0.8..0.9, not good.',
    null,
  ],
  [
    'updated:soon',
    0,
    12,
    'updated takes a date, such as 2026-01-31, >2026-01 or 2026-01-01..2026-02-01, not soon.',
    null,
  ],
  [
    'updated:2026-02-31',
    0,
    18,
    'updated takes a date, such as 2026-01-31, >2026-01 or 2026-01-01..2026-02-01, not 2026-02-31.',
    null,
  ],
  [
    'version:>x',
    0,
    10,
    'version takes a version after <, > and beside .., such as >=v2.0.0, not x.',
    null,
  ],
  ['a (b', 2, 3, 'This parenthesis is not closed.', null],
  ['OR a', 0, 2, 'OR stands between two terms. Quotes make it a word.', '"OR"'],
])('%j is explained', (typed, from, to, message, fix) => {
  expect(parseQuery(typed).diagnostics).toEqual([{ from, to, message, fix }])
})

test.each([
  'churn label:nlp,"a b" -stage:prod',
  'metric.auc@production:>0.9 param.lr:<=0.01',
  'is:behind,stale has:lineage label:x* version:v2.0.0',
  'label:"//x"* path/x',
  '(a OR b) updated:2026-01-01..2026-02-01 param.optimizer:adam',
])('%j needs no explanation', (typed) => {
  expect(parseQuery(typed).diagnostics).toEqual([])
  expect(formatQuery(parseQuery(typed).query)).toBe(typed)
})

const piece = fc.constantFrom(
  ...['a', 'B', 'é', '0', ' ', '\t', '"', '\\', ',', ':', '-', '.', '..', '/', '*', '(', ')', '@'],
  ...['OR', ' OR ', '>', '>=', '<', 'label:', 'owner:', 'metric.auc', 'param.', 'is:stale', '\n'],
)

test('the text of a query reads as the query, whatever was typed', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
      const { query } = parseQuery(pieces.join(''))
      expect(parseQuery(formatQuery(query)).query).toEqual(query)
    }),
    { numRuns: 5000 },
  )
})

const anyText = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(''))
const value: fc.Arbitrary<Test> = fc.oneof(
  anyText.map(exact),
  fc.constantFrom('a', 'nlp', 'a:b', '0.9').map(text),
  fc.string({ maxLength: 4 }).map((one): Test => ({ kind: 'start', text: one })),
)
const bounds: fc.Arbitrary<Test> = fc.oneof(
  fc.record({
    kind: fc.constant('compare' as const),
    operator: fc.constantFrom('>' as const, '>=' as const, '<' as const, '<=' as const),
    bound: anyText,
  }),
  fc.record({ kind: fc.constant('between' as const), from: anyText, to: anyText }),
)
const leaf: fc.Arbitrary<Query> = fc.oneof(
  anyText.map((one) => word(one)),
  anyText.map((one) => word(one, 'start')),
  fc.record({
    kind: fc.constant('filter' as const),
    qualifier: fc.constantFrom('label' as const, 'owner' as const, 'is' as const),
    name: fc.constant(null),
    stage: fc.constant(null),
    tests: fc.array(value, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    kind: fc.constant('filter' as const),
    qualifier: fc.constantFrom('metric' as const, 'param' as const),
    name: anyText,
    stage: fc.option(anyText),
    tests: fc.array(bounds, { minLength: 1, maxLength: 3 }),
  }),
)
const query: fc.Arbitrary<Query> = fc.letrec<{ query: Query; group: Query }>((tie) => ({
  query: fc.oneof({ maxDepth: 4 }, leaf, tie('group')),
  group: fc.oneof(
    fc.array(tie('query'), { minLength: 1, maxLength: 3 }).map(joinAll),
    fc.array(tie('query'), { minLength: 1, maxLength: 3 }).map(joinAny),
    tie('query').map((part) => (part.kind === 'not' ? part.part : not(part))),
  ),
})).query

test('any query has a text that reads as the query', () => {
  fc.assert(
    fc.property(query, (one) => {
      expect(parseQuery(formatQuery(one)).query).toEqual(one)
    }),
    { numRuns: 3000 },
  )
})
