import { afterAll, describe, expect, test } from 'vitest'
import { type DataValue, type FileProblemCode, SpelledNumber } from '../types'
import { openYamlParser } from './open-yaml-parser'

const parser = openYamlParser()
afterAll(() => parser.close())

const spelled = (number: string, written: string) => new SpelledNumber(number, written)

const OID = 'a'.repeat(40)
const GOOD = { oid: 'b'.repeat(40), form: 'yaml', bytes: Buffer.from('good: [file]\n') } as const

/** Reads a document between two good ones, which must not suffer from it. */
async function read(text: string | Buffer, form: 'yaml' | 'typed-yaml' = 'yaml') {
  const document = { oid: OID, form, bytes: Buffer.from(text) }
  const [before, fact, after] = await parser.parse([GOOD, document, GOOD])
  for (const good of [before, after]) expect(good).toMatchObject({ value: { good: ['file'] } })
  if (!fact || !('oid' in fact) || fact.oid !== OID) throw new Error('the wrong fact')
  return fact
}

const deep = (open: string, count: number) => `${open.repeat(count)}x`
const laughs = [
  'a: &a [x, x, x, x, x, x, x, x, x]',
  ...['b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].map((name, index) => {
    const alias = `*${String.fromCharCode(97 + index)}`
    return `${name}: &${name} [${Array(9).fill(alias).join(', ')}]`
  }),
].join('\n')
/** 32 aliases that multiply by eight four times. */
const quietLaughs = [
  `a: &a [${Array(2_000).fill('xxxxxxxx').join(', ')}]`,
  ...['b', 'c', 'd', 'e'].map((name, index) => {
    const alias = `*${String.fromCharCode(97 + index)}`
    return `${name}: &${name} [${Array(8).fill(alias).join(', ')}]`
  }),
].join('\n')

describe('refuses, with a reason and a line', () => {
  test.each<[string, string | Buffer, FileProblemCode, number | null]>([
    ['900 open brackets', '['.repeat(900), 'yaml-too-deep', 1],
    ['1,000 open brackets', '['.repeat(1_000), 'yaml-too-deep', 1],
    ['100,000 open brackets', '['.repeat(100_000), 'yaml-too-deep', 1],
    ['open braces', '{'.repeat(2_000), 'yaml-too-deep', 1],
    ['nested mappings in brackets', '{a: '.repeat(40), 'yaml-too-deep', 1],
    ['dashes in a line', deep('- ', 5_000), 'yaml-too-deep', 1],
    ['17 dashes in a line', deep('- ', 17), 'yaml-too-deep', 1],
    ['keys in a line', deep('a: ', 80_000), 'yaml-too-deep', 1],
    ['question marks', deep('? ', 10_000), 'yaml-too-deep', 1],
    ['colons', deep(': ', 10_000), 'yaml-too-deep', 1],
    ['anchors in a line', deep('&a ', 1_000), 'yaml-too-deep', 1],
    [
      '70 levels by indentation',
      Array.from({ length: 70 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
      'yaml-too-deep',
      64,
    ],
    [
      '700 levels by indentation',
      Array.from({ length: 700 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
      'yaml-too-deep',
      64,
    ],
    [
      '64 levels and an alias of more',
      `a: &a ${'['.repeat(30)}x${']'.repeat(30)}\n${nest(40, '*a')}`,
      'yaml-too-deep',
      41,
    ],
    ['billion laughs', laughs, 'yaml-too-many-aliases', 6],
    ['laughs with few aliases', quietLaughs, 'yaml-too-many-aliases', 3],
    ['1,001 aliases', `a: &a 1\nb: [${Array(1_001).fill('*a')}]`, 'yaml-too-many-aliases', 2],
    ['an anchor inside itself', 'a: &a [*a]', 'yaml-too-many-aliases', 1],
    ['a merge inside itself', 'a: &a\n  <<: *a', 'yaml-too-many-aliases', 2],
    ['an alias of nothing', 'a: *b', 'yaml-syntax', 1],
    ['a merge of text', 'a: 1\n<<: b', 'yaml-syntax', 2],
    ['a merge of a list of text', '<<: [b]', 'yaml-syntax', 1],
    ['two merges in one mapping', 'a: &a {b: 1}\nc:\n  <<: *a\n  <<: *a', 'yaml-duplicate-key', 4],
    ['300,000 items in brackets', `[${'1,'.repeat(300_000)}]`, 'yaml-too-complex', 1],
    ['600,000 lines', '- .5\n'.repeat(600_000), 'yaml-too-complex', 100_001],
    ['8 MiB and a byte', 'a: '.padEnd(8 * 1024 * 1024 + 1, 'x'), 'file-too-large', null],
    ['the same key twice', 'a: 1\nb: 2\na: 3', 'yaml-duplicate-key', 3],
    ['the same key twice in brackets', '{a: 1, a: 2}', 'yaml-duplicate-key', 1],
    ['the same key twice, once in quotes', 'a: 1\n"a": 2', 'yaml-duplicate-key', 2],
    ['a JavaScript function', 'a: !!js/function "() => 1"', 'yaml-tag', 1],
    ['a Python object', 'a: !!python/object:os.system [x]', 'yaml-tag', 1],
    ['a Python object as the root', '!!python/object/apply:os.system ["id"]', 'yaml-tag', 1],
    ['a local tag', 'a: 1\nb: !secret x', 'yaml-tag', 2],
    ['another standard tag', 'a: !!binary aGk=', 'yaml-tag', 1],
    ['a tag of mappings', 'a: !!map {}', 'yaml-tag', 1],
    ['a tag that does not fit', 'a: 1\nb: !!int x', 'yaml-tag', 2],
    ['a scalar tag on a list', 'a: !!int [1]', 'yaml-tag', 1],
    ['a scalar tag on a mapping', 'a: !!str\n  b: 1', 'yaml-tag', 2],
    ['a tag with another meaning', '%TAG !! tag:x,2000:\n---\na: !!str 1', 'yaml-tag', 3],
    ['two tags', 'a: !!str !!int 1', 'yaml-syntax', 1],
    ['20,000 tags in a line', deep('!!str ', 20_000), 'yaml-syntax', 1],
    ['a verbatim tag', 'a: !<tag:x> 1', 'yaml-tag', 1],
    ['two documents', 'a: 1\n---\nb: 2', 'yaml-many-documents', 2],
    ['two documents, one empty', 'a: 1\n---\n', 'yaml-many-documents', 2],
    ['1,000 documents', '---\na\n'.repeat(1_000), 'yaml-many-documents', 3],
    ['a mapping as a key', '{a: 1}: 2', 'yaml-complex-key', 1],
    ['a list as a key', '? [a]\n: b', 'yaml-complex-key', 1],
    ['an alias as a key', 'a: &a b\n*a : 1', 'yaml-complex-key', 2],
    ['a mapping inside a line', 'a: 1\nb: c: d', 'yaml-syntax', 2],
    ['an open bracket', 'a: [1, 2', 'yaml-syntax', 1],
    ['an open quote', 'a: "b\nc: d', 'yaml-syntax', 2],
    ['wrong indentation', 'a:\n  b: 1\n c: 2', 'yaml-syntax', 3],
    ['a tab as indentation', 'a:\n\tb: 1', 'yaml-syntax', 2],
    ['an unknown escape', 'a: "\\q"', 'yaml-syntax', 1],
    ['a reserved character', 'a: @b', 'yaml-syntax', 1],
    ['a lost bracket', 'a: 1\n]', 'yaml-syntax', 2],
    ['a merge conflict', 'a:\n<<<<<<< HEAD\n  b: 1\n=======\n  b: 2\n>>>>>>> x', 'yaml-syntax', 2],
    ['an escape for NUL', 'a: "x\\0"', 'file-control-characters', 1],
    ['an escape for half a character', 'a:\n  "\\ud800": 1', 'file-control-characters', 2],
    ['a NUL byte', 'a: b\nc: \0', 'file-control-characters', 2],
    ['an escape sequence of terminals', 'a: \u001b[31m', 'file-control-characters', 1],
    ['DEL', 'a: \u007f', 'file-control-characters', 1],
    ['Latin-1', Buffer.from('a: caf\xe9', 'latin1'), 'file-not-utf8', 1],
    ['UTF-16', Buffer.from('\ufeffa: b', 'utf16le'), 'file-not-utf8', 1],
    ['an overlong slash', Buffer.from([0x61, 0x0a, 0xc0, 0xaf]), 'file-not-utf8', 2],
    ['half a surrogate', Buffer.from([0xed, 0xa0, 0x80]), 'file-not-utf8', 1],
    [
      'a Git LFS pointer',
      'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n',
      'file-lfs-pointer',
      null,
    ],
    ['random bytes', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]), 'file-not-utf8', 1],
  ])('%s', async (_, text, code, line) => {
    const fact = await read(text)
    expect(fact).toMatchObject({ kind: 'problem', code, line })
    if (fact.kind === 'problem') expect(fact.detail).toMatch(/^[\w`!(<][\w ,.`!()<'’-]{2,60}$/)
  })
})

function nest(levels: number, leaf: string): string {
  const lines = Array.from({ length: levels }, (_, level) => `${' '.repeat(level)}k:`)
  return `${lines.join('\n')} ${leaf}`
}

describe('reads', () => {
  test.each<[string, string, DataValue, DataValue?]>([
    ['an empty file', '', null],
    ['a comment', '# nothing', null],
    ['a root that is a list', '- 1', ['1'], [1]],
    ['a root that is text', 'text', 'text'],
    ['a BOM', '\ufeffa: b', { a: 'b' }],
    ['Windows line ends', 'a: 1\r\nb:\r\n- c\r\n', { a: '1', b: ['c'] }, { a: 1, b: ['c'] }],
    ['an explicit key', '? a\n: b', { a: 'b' }],
    ['one marked document', '%YAML 1.1\n---\na: yes\n...\n', { a: 'yes' }],
    ['keys of every kind', '1: a\nnull: b\ntrue: c', { 1: 'a', null: 'b', true: 'c' }],
    ['no value', 'a:\nb: ~\nc: ""', { a: '', b: '~', c: '' }, { a: null, b: null, c: '' }],
    ['a version', 'v: 1.10', { v: '1.10' }, { v: spelled('1.1', '1.10') }],
    ['quoted numbers', `a: '1'\nb: "2"`, { a: '1', b: '2' }],
    [
      'words of YAML 1.1',
      'a: no\nb: on\nc: 010\nd: 0o7\ne: 0x1F\nf: 1_000\ng: 12:30:00',
      { a: 'no', b: 'on', c: '010', d: '0o7', e: '0x1F', f: '1_000', g: '12:30:00' },
      {
        a: 'no',
        b: 'on',
        c: spelled('10', '010'),
        d: spelled('7', '0o7'),
        e: spelled('31', '0x1F'),
        f: spelled('1000', '1_000'),
        g: '12:30:00',
      },
    ],
    [
      'numbers that a double does not hold',
      'a: 1e400\nb: 12345678901234567890\nc: .inf\nd: .nan\ne: 1e-400\nf: -9007199254740992',
      {
        a: '1e400',
        b: '12345678901234567890',
        c: '.inf',
        d: '.nan',
        e: '1e-400',
        f: '-9007199254740992',
      },
      {
        a: spelled('inf', '1e400'),
        b: spelled('12345678901234567890', '12345678901234567890'),
        c: spelled('inf', '.inf'),
        d: spelled('nan', '.nan'),
        e: spelled('0.0', '1e-400'),
        f: -9007199254740992,
      },
    ],
    [
      'numbers',
      'a: 1\nb: -2\nc: +3\nd: .5\ne: 1.\nf: 1e-3\ng: 6.02E+23\nh: 0.0\ni: 9007199254740991',
      {
        a: '1',
        b: '-2',
        c: '+3',
        d: '.5',
        e: '1.',
        f: '1e-3',
        g: '6.02E+23',
        h: '0.0',
        i: '9007199254740991',
      },
      {
        a: 1,
        b: -2,
        c: spelled('3', '+3'),
        d: spelled('0.5', '.5'),
        e: spelled('1.0', '1.'),
        f: spelled('0.001', '1e-3'),
        g: spelled('6.02e+23', '6.02E+23'),
        h: spelled('0.0', '0.0'),
        i: 9007199254740991,
      },
    ],
    [
      'true, false and null',
      'a: true\nb: False\nc: NULL\nd: tRUE',
      { a: 'true', b: 'False', c: 'NULL', d: 'tRUE' },
      { a: true, b: false, c: null, d: 'tRUE' },
    ],
    ['block text', 'a: |\n  b\n   c\nd: >-\n  e\n  f\n', { a: 'b\n c\n', d: 'e f' }],
    ['text over lines', 'a: b\n  c: no\nd: e'.replace(': no', ''), { a: 'b c', d: 'e' }],
    ['text beyond ASCII', 'a: "\\u00e9 é 😀"', { a: 'é é 😀' }],
    [
      'brackets',
      'a: {b: [1, x], c}',
      { a: { b: ['1', 'x'], c: '' } },
      { a: { b: [1, 'x'], c: null } },
    ],
    ['32 levels of brackets', `${'['.repeat(32)}${']'.repeat(32)}`, nested(31)],
    [
      '30 pairs in a line',
      `{${pairs(30)}}`,
      Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`k${i}`, 'v'])),
    ],
    [
      'tags',
      'a: !!str 12\nb: !!float 1\nc: !!int "3"\nd: !!null \'\'\ne: !!bool yes\nf: !!null',
      { a: '12', b: '1', c: '3', d: '', e: 'yes', f: '' },
      { a: '12', b: spelled('1.0', '1'), c: 3, d: null, e: true, f: null },
    ],
    [
      'tags of numbers',
      '- !!float 1e-3\n- !!float .inf\n- !!float "0.5"\n- !!float 1_0\n- !!int 0x1F\n- &a !!str 1.0\n- *a',
      ['1e-3', '.inf', '0.5', '1_0', '0x1F', '1.0', '1.0'],
      [
        spelled('0.001', '1e-3'),
        spelled('inf', '.inf'),
        0.5,
        spelled('10.0', '1_0'),
        spelled('31', '0x1F'),
        '1.0',
        '1.0',
      ],
    ],
    ['a tag on a key', '!!str 1: a', { 1: 'a' }],
    [
      '1,000 aliases',
      `a: &a x\nb: [${Array(1_000).fill('*a')}]`,
      { a: 'x', b: Array(1_000).fill('x') },
    ],
    ['an alias', 'a: &a [1]\nb: *a', { a: ['1'], b: ['1'] }, { a: [1], b: [1] }],
    [
      'an anchor used again',
      'a: &a 1\nb: *a\nc: &a x\nd: *a',
      { a: '1', b: '1', c: 'x', d: 'x' },
      { a: 1, b: 1, c: 'x', d: 'x' },
    ],
    [
      'a merge as PyYAML reads it',
      'a: &a {x: p, y: q}\nb: &b {x: r, z: s}\nc:\n  y: own\n  <<: [*a, *b]',
      { a: { x: 'p', y: 'q' }, b: { x: 'r', z: 's' }, c: { x: 'p', y: 'own', z: 's' } },
    ],
    ['a scalar of 5 MB', 'a: '.padEnd(5_000_000, 'x'), { a: 'x'.repeat(4_999_997) }],
    ['a quoted << as a key', '"<<": a', { '<<': 'a' }],
    ['an empty key', ': a', { '': 'a' }],
  ])('%s', async (_, text, value, typed) => {
    expect(await read(text)).toMatchObject({ kind: 'data', size: Buffer.byteLength(text), value })
    expect(await read(text, 'typed-yaml')).toMatchObject({ value: typed ?? value })
  })
})

function nested(levels: number): DataValue {
  return levels === 0 ? [] : [nested(levels - 1)]
}

function pairs(count: number): string {
  return Array.from({ length: count }, (_, index) => `k${index}: v`).join(', ')
}

test('keys that JavaScript knows are keys like others', async () => {
  const text = '__proto__: {polluted: yes}\nconstructor: a\ntoString: b\nhasOwnProperty: c'
  for (const form of ['yaml', 'typed-yaml'] as const) {
    const fact = await read(text, form)
    if (fact.kind !== 'data') throw new Error(fact.kind)
    expect(Object.entries(fact.value ?? {})).toEqual([
      ['__proto__', { polluted: 'yes' }],
      ['constructor', 'a'],
      ['toString', 'b'],
      ['hasOwnProperty', 'c'],
    ])
  }
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
})

test('gives lines of keys down to three levels, by JSON pointer', async () => {
  const text = '# top\na/b:\n  c~d: {e: 1,\n    f: {g: 1}}\n\n  list:\n  - h: 1\n  - i: {j: 1}\n'
  const lines = {
    '/a~1b': 2,
    '/a~1b/c~0d': 3,
    '/a~1b/c~0d/e': 3,
    '/a~1b/c~0d/f': 4,
    '/a~1b/list': 6,
  }
  expect(await read(text)).toMatchObject({ lines })
  expect(await read(text, 'typed-yaml')).toMatchObject({ lines })
})

test('a mapping of a document is never taken for a spelled number', async () => {
  const text = 'a: {number: "1.0", written: "1.0"}\nb: 1.0\nc: ["\\\\0", {"\\\\u0000": 1}]'
  expect(await read(text, 'typed-yaml')).toMatchObject({
    value: {
      a: { number: '1.0', written: '1.0' },
      b: spelled('1.0', '1.0'),
      c: ['\\0', { '\\u0000': 1 }],
    },
  })
  expect(await read('<<: 1.0', 'typed-yaml')).toMatchObject({ code: 'yaml-syntax' })
})

test('lines of a file full of long keys stay bounded', async () => {
  const long = 'k'.repeat(1_000)
  const inner = Array.from({ length: 20_000 }, (_, index) => `  ${index.toString(36)}:`).join('\n')
  const fact = await read(`${long}:\n ${long}:\n${inner}`)
  if (fact.kind !== 'data') throw new Error(fact.kind)
  expect(JSON.stringify(fact.lines).length).toBeLessThan(5_000_000)
})
