// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the templates are DVC's
import { expect, test } from 'vitest'
import { readFindings, readRoot } from './testing/read-roots'

/** The values of this file are those of DVC 3.67, where it does not refuse the file. */

function commandsOf(stage: string, params = 'l: [x, y]\n') {
  const files = { 'params.yaml': params, 'dvc.yaml': `stages:\n  s:\n    ${stage}` }
  return readRoot(files).stages.map(({ name, cmd }) => [name, cmd])
}

const build = (foreach: string, cmd: string) => `foreach: ${foreach}\n    do:\n      cmd: ${cmd}\n`

test.each<[string, string, string, readonly (readonly string[])[]]>([
  [
    'a list of scalars',
    '[a, 1, 2.0, true, null]',
    'e ${item}',
    [
      ['s@a', 'e a'],
      ['s@1', 'e 1'],
      ['s@2.0', 'e 2.0'],
      ['s@true', 'e true'],
      ['s@None', 'e None'],
    ],
  ],
  [
    'a list with a mapping',
    '[a, {b: 1}]',
    'e',
    [
      ['s@0', 'e'],
      ['s@1', 'e'],
    ],
  ],
  [
    'a mapping',
    '{a: 1, b: {c: 2}}',
    'e ${key}',
    [
      ['s@a', 'e a'],
      ['s@b', 'e b'],
    ],
  ],
  [
    'a template',
    '${l}',
    'e ${item}',
    [
      ['s@x', 'e x'],
      ['s@y', 'e y'],
    ],
  ],
  [
    'a list of templates',
    '["${l[0]}1", z]',
    'e ${item}',
    [
      ['s@x1', 'e x1'],
      ['s@z', 'e z'],
    ],
  ],
  ['equal names', '[x, x]', 'e ${item}', [['s@x', 'e x']]],
  ['nothing', '[]', 'e', []],
])('foreach over %s', (_, foreach, cmd, expected) => {
  expect(commandsOf(build(foreach, cmd))).toEqual(expected)
})

test('item hides a variable of its name, in its stages alone', () => {
  const files = {
    'params.yaml': 'item: 5\n',
    'dvc.yaml':
      'stages:\n  s:\n    foreach: [x]\n    do:\n      cmd: e ${item}\n  t:\n    cmd: e ${item}\n',
  }
  expect(readRoot(files).stages.map(({ cmd }) => cmd)).toEqual(['e x', 'e 5'])
})

test('a list has no key', () => {
  const files = { 'dvc.yaml': `stages:\n  s:\n    ${build('[x]', 'e ${key}')}` }
  expect(readFindings(files)).toEqual(['template-unresolved dvc.yaml "${key}"'])
})

test('a matrix: the last axis varies fastest, composite values are named by their index', () => {
  const axes = 'a: [1, 2.0]\n      b: [x, {c: 1}, [2]]'
  expect(commandsOf(`matrix:\n      ${axes}\n    cmd: e \${item.a} \${key}\n`)).toEqual([
    ['s@1-x', 'e 1 1-x'],
    ['s@1-b1', 'e 1 1-b1'],
    ['s@1-b2', 'e 1 1-b2'],
    ['s@2.0-x', 'e 2.0 2.0-x'],
    ['s@2.0-b1', 'e 2.0 2.0-b1'],
    ['s@2.0-b2', 'e 2.0 2.0-b2'],
  ])
})

test('axes of a matrix are templates too', () => {
  expect(
    commandsOf('matrix:\n      a: ${l}\n      b: ["${l[0]}z"]\n    cmd: e ${item.a} ${item.b}\n'),
  ).toEqual([
    ['s@x-xz', 'e x xz'],
    ['s@y-xz', 'e y xz'],
  ])
})

test('of equal names of a matrix, the last one counts', () => {
  expect(
    commandsOf('matrix:\n      a: [x, x-y]\n      b: [y-z, z]\n    cmd: e ${item.a} ${item.b}\n'),
  ).toEqual([
    ['s@x-y-z', 'e x-y z'],
    ['s@x-z', 'e x z'],
    ['s@x-y-y-z', 'e x-y y-z'],
  ])
})

test('stages of a group say so, with the working directory of each', () => {
  const stage = 'foreach: [x]\n    do:\n      wdir: d/${item}\n      cmd: e\n      outs: [o]\n'
  const [found] = readRoot({ 'dvc.yaml': `stages:\n  s:\n    ${stage}` }).stages
  expect(found).toMatchObject({ group: 's', wdir: 'd/x', outs: [{ path: 'd/x/o' }] })
})

test.each([
  ['foreach: 5\n    do: {cmd: e}\n'],
  ['foreach: [1]\n'],
  ['matrix: [1]\n    cmd: e\n'],
  ['- a\n'],
])('a stage that is written as %j is a problem', (stage) => {
  expect(readFindings({ 'dvc.yaml': `stages:\n  s:\n    ${stage}` })).toEqual([
    'dvc-file-malformed dvc.yaml "stages.s"',
  ])
})

test('more than 20,000 stages are cut off', () => {
  const axis = `[${Array.from({ length: 30 }, (_, at) => at).join(', ')}]`
  const files = {
    'dvc.yaml': `stages:\n  s:\n    matrix: {a: ${axis}, b: ${axis}, c: ${axis}}\n    cmd: e\n`,
  }
  expect(readRoot(files).stages.length).toBe(20_000)
  expect(readFindings(files)).toEqual(['dvc-too-many-stages dvc.yaml the limit is 20,000'])
})
