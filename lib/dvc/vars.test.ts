// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the templates are DVC's
import { expect, test } from 'vitest'
import { type FileTexts, readFindings, readStage } from './testing/read-roots'

/** The values of this file are those of DVC 3.67, where it does not refuse the file. */

function commandOf(files: FileTexts, id = 'dvc.yaml:s') {
  return readStage(id, files).cmd
}

/** A `dvc.yaml` with `vars`, and one stage whose command names them. */
function withVars(vars: string, cmd: string, files: FileTexts = {}): FileTexts {
  return { 'dvc.yaml': `vars:\n${vars}\nstages:\n  s:\n    cmd: echo ${cmd}\n`, ...files }
}

test.each<[string, FileTexts, string]>([
  [
    'params.yaml beside it',
    withVars('- {b: 2}', '${a} ${b}', { 'params.yaml': 'a: 1' }),
    'echo 1 2',
  ],
  [
    'mappings of several entries',
    withVars('- a: {b: 1}\n- a: {c: 2}', '${a.b} ${a.c}'),
    'echo 1 2',
  ],
  ['a whole file twice', withVars('- v.yaml\n- v.yaml', '${x}', { 'v.yaml': 'x: 1' }), 'echo 1'],
  ['params.yaml once more', withVars('- params.yaml', '${x}', { 'params.yaml': 'x: 1' }), 'echo 1'],
  [
    'two parts of a file',
    withVars('- v.yaml:x\n- v.yaml:y', '${x} ${y}', { 'v.yaml': 'x: 1\ny: 2' }),
    'echo 1 2',
  ],
  [
    'every format by its suffix',
    withVars('- a.json\n- b.toml\n- c.py\n- d.txt', '${a} ${b.c} ${C} ${K.x} ${d}', {
      'a.json': '{"a": 1.0}',
      'b.toml': '[b]\nc = 1e3\n',
      'c.py': 'C = 5\nclass K:\n    x = (1)\n    def f(self): pass\n',
      'd.txt': 'd: 4\n',
    }),
    'echo 1.0 1000.0 5 1 4',
  ],
  [
    'anchors and merged mappings',
    withVars('- {z: 0}', '${d.x} ${d.y} ${e.z} ${e.x}', {
      'params.yaml': 'b: &b {x: 1, y: [1]}\nd: {<<: *b, y: 2}\ne: {<<: [*b, {z: 9, x: 5}]}\n',
    }),
    'echo 1 2 9 1',
  ],
])('templates see %s', (_, files, expected) => {
  expect(commandOf(files)).toBe(expected)
  expect(readFindings(files)).toEqual([])
})

const X = { 'v.yaml': 'x: 1\ny: 2\n' }

test.each<[string, FileTexts, readonly string[]]>([
  ['a redefinition', withVars('- a: 1\n- a: 2', '${a}'), ['dvc-vars-conflict dvc.yaml "a"']],
  [
    'a redefinition with an equal value',
    withVars('- a: {b: 1}\n- a: {b: 1}', '${a.b}'),
    ['dvc-vars-conflict dvc.yaml "b"'],
  ],
  [
    'a mapping over a list',
    withVars('- a: [1]\n- a: {b: 1}', 'x'),
    ['dvc-vars-conflict dvc.yaml "a"'],
  ],
  [
    'a part after the whole',
    withVars('- v.yaml\n- v.yaml:x', '${x}', X),
    ['dvc-vars-conflict dvc.yaml "v.yaml:x"'],
  ],
  [
    'the whole after a part',
    withVars('- v.yaml:x\n- v.yaml', '${x}', X),
    ['dvc-vars-conflict dvc.yaml "v.yaml"'],
  ],
  [
    'a key twice',
    withVars('- v.yaml:x\n- v.yaml:x,y', '${x}', X),
    ['dvc-vars-conflict dvc.yaml "v.yaml:x,y"'],
  ],
  [
    'a part of params.yaml',
    withVars('- params.yaml:x', '${x}', { 'params.yaml': 'x: 1' }),
    ['dvc-vars-conflict dvc.yaml "params.yaml:x"'],
  ],
  [
    'a template',
    withVars('- a: 1\n- b: ${a}', 'x'),
    ['template-unresolved dvc.yaml vars: a template'],
  ],
  ['a file that is not there', withVars('- no.yaml', 'x'), ['dvc-vars-missing dvc.yaml "no.yaml"']],
  [
    'params.yaml that is not there',
    withVars('- params.yaml', 'x'),
    ['dvc-vars-missing dvc.yaml "params.yaml"'],
  ],
  [
    'a key that is not there',
    withVars('- v.yaml:q', 'x', X),
    ['dvc-vars-missing dvc.yaml "v.yaml:q"'],
  ],
  [
    'a key that is no key of the top',
    withVars('- v.yaml:a.b', 'x', { 'v.yaml': 'a: {b: 1}' }),
    ['dvc-vars-missing dvc.yaml "v.yaml:a.b"'],
  ],
])('DVC refuses %s', (_, files, expected) => {
  expect(readFindings(files)).toEqual(expected)
})

test('the paths of a stage start from its wdir, and what is loaded already may be named again', () => {
  const stage = 'wdir: sub\n    vars:\n    - params.yaml\n    - ../v.yaml\n    - z: 3'
  const files = {
    'dvc.yaml': `vars:\n- v.yaml\nstages:\n  s:\n    ${stage}\n    cmd: echo \${a} \${b} \${x} \${z}\n`,
    'params.yaml': 'a: 1\n',
    'sub/params.yaml': 'b: 2\n',
    'v.yaml': 'x: 5\n',
  }
  expect(commandOf(files)).toBe('echo 1 2 5 3')
  expect(readFindings(files)).toEqual([])
})

test('vars of a stage do not reach another one', () => {
  const files = {
    'dvc.yaml':
      'stages:\n  s:\n    vars:\n    - a: 1\n    cmd: echo ${a}\n  t:\n    cmd: echo ${a}\n',
  }
  expect(commandOf(files)).toBe('echo 1')
  expect(commandOf(files, 'dvc.yaml:t')).toBe('echo ${a}')
  expect(readFindings(files)).toEqual(['template-unresolved dvc.yaml "${a}"'])
})

test('vars of a stage are no templates, and do not replace what foreach adds', () => {
  const build = (vars: string) => ({
    'dvc.yaml': `stages:\n  s:\n    foreach: [x]\n    do:\n      vars:\n      - ${vars}\n      cmd: echo \${item}\n`,
  })
  expect(readFindings(build('b: ${item}1'))).toEqual([
    'template-unresolved dvc.yaml vars: a template',
  ])
  expect(readFindings(build('item: 1'))).toEqual(['dvc-vars-conflict dvc.yaml "item"'])
  expect(commandOf(build('item: 1'), 'dvc.yaml:s@x')).toBe('echo x')
})
