import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cpuSeconds, MAX_CPU_SECONDS } from '@/lib/testing/cpu-seconds'
import { parseBlockStyle } from './parse-block-style.mjs'
import { parseDocument } from './parse-document.mjs'
import { SpelledScalar } from './plain-scalar.mjs'

const RUNS = process.env.SIGNET_ENDURE ? 200_000 : 3_000
/** `npm run endure` runs minutes of them on a busy machine. */
const LONG = { timeout: 600_000 }
const FORMS = ['yaml', 'typed-yaml'] as const

/** Accepts or not; where it accepts, the full parser must say the same, to the last line number. */
function agrees(text: string): boolean {
  let accepted = false
  for (const form of FORMS) {
    const fast = parseBlockStyle(text, form)
    if (!fast) continue
    accepted = true
    expect(JSON.stringify(fast), text).toBe(JSON.stringify(parseDocument(text, form)))
  }
  return accepted
}

const LOCK = `schema: '2.0'
stages:
  train@1:
    cmd: python src/train.py --lr 0.1 > out.txt && echo "done"
    deps:
    - path: data/raw.csv
      hash: md5
      md5: 22a1a2931c8370d3aeedd7183606fd7f
      size: 14445097
    params:
      params.yaml:
        train.lr: 1.10
        train.flags: []
    outs:
      - path: model.pkl

      # a comment
      -  size: 1
`

test('reads what DVC writes', () => {
  const text = LOCK.replace('-  size', '- size')
  expect(agrees(text)).toBe(true)
  expect(parseBlockStyle(text, 'typed-yaml')?.value).toEqual({
    schema: '2.0',
    stages: {
      'train@1': {
        cmd: 'python src/train.py --lr 0.1 > out.txt && echo "done"',
        deps: [
          {
            path: 'data/raw.csv',
            hash: 'md5',
            md5: '22a1a2931c8370d3aeedd7183606fd7f',
            size: 14445097,
          },
        ],
        params: {
          'params.yaml': { 'train.lr': new SpelledScalar('1.1', '1.10'), 'train.flags': [] },
        },
        outs: [{ path: 'model.pkl' }, { size: 1 }],
      },
    },
  })
  for (const form of FORMS)
    expect(parseBlockStyle(text, form)?.lines).toEqual({
      '/schema': 1,
      '/stages': 2,
      '/stages/train@1': 3,
      '/stages/train@1/cmd': 4,
      '/stages/train@1/deps': 5,
      '/stages/train@1/params': 10,
      '/stages/train@1/outs': 14,
    })
})

test('reads plain values over several lines', () => {
  const text = 'a: 1\n  2\n    (c)\nb:\n- x:y\n  z, 3\n- d: 10\n   e\n'
  expect(agrees(text)).toBe(true)
  const value = { a: '1 2 (c)', b: ['x:y z, 3', { d: '10 e' }] }
  expect(parseBlockStyle(text, 'typed-yaml')?.value).toEqual(value)
})

test.each([
  ['two spaces after a dash', LOCK],
  ['an empty document', ''],
  ['only a comment', '# nothing\n'],
  ['a scalar', 'text\n'],
  ['a duplicate key', 'a: 1\na: 2\n'],
  ['__proto__', '__proto__: 1\n'],
  ['a quoted value over two lines', "a: 'b'\n  c\n"],
  ['a value over two lines with a comment between', 'a: b\n  # c\n  d\n'],
  ['a value over two paragraphs', 'a: b\n\n  c\n'],
  ['a value that goes on at its key', 'a: b\nc\n'],
  ['a value that goes on as a dash', 'a: b\n  - c\n'],
  ['a value that goes on as a key', 'a: b\n  c: d\n'],
  ['a value on the next line', 'a:\n  b\n'],
  ['deeper than its sibling', 'a:\n  b: 1\n   c: 2\n'],
  ['between two indentations', 'a:\n    b: 1\n  c: 2\n'],
  ['left of the first line', '  a: 1\nb: 2\n'],
  ['a list, then a mapping', '- a\nb: 1\n'],
  ['a mapping, then a list', 'a: 1\n- b\n'],
  ['a tab', 'a:\tb\n'],
  ['a carriage return', 'a: 1\r\n'],
  ['a trailing space', 'a: \n'],
  ['an anchor', 'a: &b c\n'],
  ['an alias', 'a: *b\n'],
  ['a tag', 'a: !!str b\n'],
  ['a merge', '<<: {}\n'],
  ['a block scalar', 'a: |\n  b\n'],
  ['a flow list', 'a: [b]\n'],
  ['a comment after a value', 'a: b # c\n'],
  ['a colon in a value', 'a: b: c\n'],
  ['a colon at the end of a value', 'a: b:\n'],
  ['a quote that goes on', `a: 'b'c\n`],
  ['an escaped quote', `a: 'b''c'\n`],
  ['an escape', 'a: "\\n"\n'],
  ['a document start', '---\na: 1\n'],
  ['a document end', 'a: 1\n...\n'],
  ['a directive', '%YAML 1.2\n'],
  ['letters beyond ASCII', 'a: é\n'],
  ['a question mark', '? a\n'],
  ['33 levels', Array.from({ length: 33 }, (_, i) => `${' '.repeat(i)}a:\n`).join('')],
])('leaves to the full parser: %s', (_, text) => {
  expect(agrees(text)).toBe(false)
})

/** Makes a document large enough to be read entry by entry. */
const large = (text: string) => `#${'-'.repeat(50_000)}\n${text}`

test.each([
  ['an escape', 'a:\n- "\\n\\u00e9"\nb: "x\n  y"\nc: 1\n'],
  ['quotes', "a: 'b''c'\nb: 'x\n\n  y'\n"],
  ['letters beyond ASCII', 'a: é\nb: x\n   ü z\nc: 2\n'],
  ['block text', 'a:\n  b: |+\n    x\n     y\n\n\n  c: >-\n    d\n    e\nf: 1\n'],
  ['brackets over lines', 'a:\n  b:\n  - {c: 1.0, d: [x,\n      y]}\n  - e\n'],
  ['comments after values', 'a: 1 # x\nb: # y\n  c: # z\n  - d: 1.0 # é\n    e: 2\n  - f\ng: 3\n'],
  ['Windows line ends', 'a: 1\r\nb: |\r\n  x\r\n  y\r\nc: "x\\\r\n  y"\r\n'],
  ['spaces after a colon', 'a:   1.0\nb: x  \nc:\n'],
  ['a plain value that goes on oddly', 'a: b\n  "c"\n  d: e'.replace(': e', '')],
  ['a tag', 'a: !!float 1\nb: !!str 2\n'],
  ['lines of keys in brackets', 'a: {b: {c: {d: 1}}}\ne:\n  f: {g: 1,\n    h/i: 2}\n'],
])('reads in a large document: %s', (_, text) => {
  expect(agrees(large(text))).toBe(true)
})

test.each([
  ['an alias', 'a: &a 1\nb: *a\n'],
  ['a merge', 'a:\n  <<: {b: 1}\n'],
  ['a key of several words', 'a b: 1\n'],
  ['a duplicate key in brackets', 'a: {b: 1, b: 2}\n'],
  ['a mapping inside a line', 'a: b: c\n'],
  ['an open quote', "a: 'b\nc: 1\n"],
  ['a carriage return alone', 'a: 1\rb: 2\n'],
  ['a document start', 'a: é\n---\nb: 1\n'],
])('leaves a large document to the full parser: %s', (_, text) => {
  expect(agrees(large(text))).toBe(false)
})

test('reads a lock of 2.5 MB with an odd command', () => {
  const stage = (at: number) =>
    LOCK.slice(LOCK.indexOf('  train'), LOCK.indexOf('\n      # a')).replace('@1', `@${at}`)
  const odd = '  odd:\n    cmd: "python \\\n      a.py"\n'
  const stages = Array.from({ length: 8_500 }, (_, at) => stage(at)).join('')
  const text = `schema: '2.0'\nstages:\n${stages}${odd}`
  expect(text.length).toBeGreaterThan(2_500_000)
  const seconds = cpuSeconds(() => {
    const read = parseBlockStyle(text, 'typed-yaml')
    expect(read?.lines['/stages/odd/cmd']).toBe(text.split('\n').length - 2)
    expect(read?.value).toMatchObject({ stages: { odd: { cmd: 'python a.py' } } })
  })
  expect(seconds).toBeLessThan(MAX_CPU_SECONDS)
})

const key = fc.constantFrom(
  'a',
  'b',
  'c.d',
  'x/y',
  '1',
  'null',
  'a=b',
  'k-',
  '...',
  '.a',
  '<<',
  '-',
  '?',
  "'q'",
)
const scalar = fc.oneof(
  fc.constantFrom(
    '',
    '1',
    '1.10',
    '-1',
    '.5',
    '- x',
    '-x',
    '~',
    'null',
    'yes',
    'True',
    '010',
    '1e3',
    '1_000',
    '0x1F',
    '.inf',
    '_1',
    '._',
    '-_',
  ),
  fc.constantFrom(
    '[]',
    '{}',
    "'2.0'",
    '"q"',
    "''",
    'a:b',
    'a: b',
    'a #b',
    'a#b',
    '#c',
    's3://x',
    '@x',
  ),
  fc.constantFrom(
    '+1',
    '$x',
    '...',
    '---',
    '--- a',
    '. .',
    '~/x',
    'x:',
    '*a',
    '&a b',
    '!t',
    '|',
    '>',
    '%x',
    "'a''b'",
    '"\\n"',
    '[1, x]',
    '{k: v}',
    '!!str 1',
    'a # c',
    ' # c',
    '"open',
    'é',
  ),
  fc.string({ maxLength: 6 }),
)
/** Lines that look like the subset, with every indentation, so that right and wrong ones come alike. */
const line = fc
  .record({
    indent: fc.integer({ min: 0, max: 5 }),
    dash: fc.constantFrom('', '', '- ', '- - ', '-'),
    entry: fc.oneof(
      fc.tuple(key, scalar).map(([name, value]) => `${name}: ${value}`),
      key.map((name) => `${name}:`),
      scalar,
    ),
  })
  .map(({ indent, dash, entry }) => `${' '.repeat(indent)}${dash}${entry}`)

test('never differs from the full parser on lines thrown together', LONG, () => {
  let accepted = 0
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 8 }),
      fc.constantFrom('\n', '\n\n'),
      (lines, between) => {
        if (agrees(lines.join(between))) accepted += 1
        agrees(large(lines.join(between)))
        agrees(large(lines.join('\r\n')))
      },
    ),
    { numRuns: RUNS },
  )
  // About one in twenty-six.
  expect(accepted).toBeGreaterThan(RUNS / 75)
})

const tameKey = fc.constantFrom('a', 'b', 'c.d', 'x/y', '1', 'null', 'k~', '.a')
const tameScalar = fc.constantFrom(
  '1.10',
  '1e-5',
  '.nan',
  '-1',
  '~',
  'null',
  'yes',
  '[]',
  "'2.0'",
  'a:b',
  'p -x 1 > y',
  'p\n   q',
  '',
)

/** Text of a random value as a block-style writer lays it out. */
const tree: fc.Arbitrary<string[]> = fc.letrec<{ node: string[] }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof({ weight: 30, arbitrary: tameScalar }, scalar).map((value) => [value]),
    fc
      .array(fc.tuple(fc.oneof({ weight: 30, arbitrary: tameKey }, key), tie('node')), {
        minLength: 1,
        maxLength: 3,
      })
      .map((entries) => entries.flatMap(([name, node]) => attach(`${name}:`, node, '  '))),
    fc
      .array(tie('node'), { minLength: 1, maxLength: 3 })
      .map((items) => items.flatMap((node) => attach('-', node, '  ', 'compact'))),
  ),
})).node

function attach(head: string, node: string[], indent: string, style?: 'compact'): string[] {
  const [first = '', ...rest] = node
  const isBlock = rest.length > 0 || /^(?:- |\S+:(?: |$))/.test(first)
  if (!isBlock) return [`${head} ${first}`.trimEnd()]
  const flat = head.endsWith(':') && first.startsWith('-') ? '' : indent
  if (style) return [`${head} ${first}`, ...rest.map((text) => indent + text)]
  return [head, ...node.map((text) => flat + text)]
}

test('never differs from the full parser on whole documents', LONG, () => {
  let accepted = 0
  fc.assert(
    fc.property(tree, (lines) => {
      if (agrees(`${lines.join('\n')}\n`)) accepted += 1
      agrees(large(lines.join('\n')))
    }),
    { numRuns: RUNS },
  )
  // About one in five.
  expect(accepted).toBeGreaterThan(RUNS / 10)
})

test('never differs from the full parser after one character has changed', LONG, () => {
  const text = `${LOCK.replace('-  size', '- size')}desc: from\n  (two) lines\n`
  fc.assert(
    fc.property(
      fc.nat(text.length - 1),
      fc.nat(3),
      fc.constantFrom('', ' ', '\n', '-', ':', '#', "'", '"', '[', '{', '  ', '- ', '\t', '0', '&'),
      (at, removed, put) => {
        const changed = text.slice(0, at) + put + text.slice(at + removed)
        agrees(changed)
        agrees(large(changed))
      },
    ),
    { numRuns: RUNS },
  )
})
