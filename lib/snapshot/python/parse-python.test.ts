import { expect, test } from 'vitest'
import { type DataValue, type FileProblemCode, SpelledNumber } from '../types'
import { parsePython } from './parse-python'

const spelled = (number: string, written: string) => new SpelledNumber(number, written)

test.each<[string, string, { readonly [key: string]: DataValue }]>([
  ['nothing', '', {}],
  ['only comments', '# a = 1\n\n  # b = 2', {}],
  ['a number', 'LR = 0.5\nclass Train:\n    epochs = 7\n', { LR: 0.5, Train: { epochs: 7 } }],
  ['annotations', 'a: int = 3\nb: "dict[str, int]" = {"x": 1}\nc: int\n', { a: 3, b: { x: 1 } }],
  [
    'numbers',
    'a = 1_000\nb = 0x1F\nc = -0o17\nd = 0b11\ne = 1e-5\nf = 1.\ng = -.5\nh = 10**2\ni = 1j\nj = 007',
    {
      a: spelled('1000', '1_000'),
      b: spelled('31', '0x1F'),
      c: spelled('-15', '-0o17'),
      d: spelled('3', '0b11'),
      e: spelled('1e-05', '1e-5'),
      f: spelled('1.0', '1.'),
      g: spelled('-0.5', '-.5'),
    },
  ],
  ['words', 'a = True\nb = False\nc = None\nd = Truey', { a: true, b: false, c: null }],
  [
    'strings',
    `a = 'x'\nb = "y'"\nc = r'\\n'\nd = u"\\u00e9\\x41\\101\\n\\q\\\\"\ne = 'a' "b" # c\nf = f'{a}'\ng = b'x'\nh = ''`,
    { a: 'x', b: "y'", c: '\\n', d: 'éAA\n\\q\\', e: 'ab', h: '' },
  ],
  ['triple quotes', '"""doc\nx = 1\n"""\na = """b\n"c"\n"""\nd = 1', { a: 'b\n"c"\n', d: 1 }],
  [
    'lists, tuples and sets',
    'a = [1, "x", [2,], ]\nb = (1,)\nc = (1)\nd = ()\ne = {1, 2}\nf = 1, 2\ng = []\nh = 3,',
    { a: [1, 'x', [2]], b: [1], c: 1, d: [], e: [1, 2], f: [1, 2], g: [], h: [3] },
  ],
  [
    'dictionaries over lines',
    'a = {  # first\n  "x": {\'y\': 1.0},\n\n  2: None, True: [\n 1],\n}\nb = {}\nc = {**a}\nd = {(1, 2): 3}',
    { a: { x: { y: spelled('1.0', '1.0') }, '2': null, True: [1] }, b: {} },
  ],
  [
    'continued lines',
    'a = \\\n  1\nb = 2; c = 3;\nd = ("x"\n  "y")',
    { a: 1, b: 2, c: 3, d: 'xy' },
  ],
  [
    'Windows line ends',
    'a = 1\r\nclass B:\r\n  c = "x"\r\n\r\nd = [1,\r\n2]\r\n',
    { a: 1, B: { c: 'x' }, d: [1, 2] },
  ],
  ['the first of several names', 'a = b = self.c = 1\nd = e = f()', { a: 1 }],
  ['the last of two', 'a = 1\na = 2', { a: 2 }],
  ['__proto__', '__proto__ = 1', { ['__proto__']: 1 }],
  ['letters beyond ASCII', 'größe = 1', { größe: 1 }],
  [
    'classes',
    `class A(Base, metaclass="x:y"):
  """doc: x = 1"""
  x = 1
  y: float = 2.5

  def __init__(self, z=3):
    self.z = 4
    w = 5

  class B:
    x = 6
  v = 7
class C: u = 8; t = 9
class D:
  pass
s = 10
`,
    { A: { x: 1, y: 2.5, B: { x: 6 }, v: 7 }, C: { u: 8, t: 9 }, D: {}, s: 10 },
  ],
  [
    'what is no literal',
    'import os\na = os.environ["b"]\nc = [d]\ne = 1 + 2\nf = g == 1\nh == 1\ni += 1\nj = [1] * 3\nk = float("inf")\nif x:\n  l = 1\nelse: m = 2\ndef n(o=1):\n  p = 2\nq.r = 3\ns = 4',
    { s: 4 },
  ],
])('reads %s', (_, text, value) => {
  expect(parsePython(text)).toEqual({ kind: 'data', value })
})

test.each<[string, string, FileProblemCode, number]>([
  ['an open bracket', 'a = 1\nb = [1,\n', 'python-syntax', 2],
  ['an open quote', "a = 'x\nb = 1", 'python-syntax', 1],
  ['an open triple quote', 'a = 1\n"""x\n', 'python-syntax', 2],
  ['65 levels', `a = 1\nb = ${'['.repeat(66)}${']'.repeat(66)}`, 'python-too-deep', 2],
  ['100,000 brackets', `a = ${'('.repeat(100_000)}`, 'python-too-deep', 1],
  [
    'classes in classes',
    Array.from({ length: 40 }, (_, at) => `${' '.repeat(at)}class A:\n`).join(''),
    'python-too-deep',
    32,
  ],
  ['an escape for NUL', 'a = "\\0"', 'file-control-characters', 1],
])('refuses %s', (_, text, code, line) => {
  expect(parsePython(text)).toMatchObject({ kind: 'problem', code, line })
})
