// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the templates are DVC's
import { expect, test } from 'vitest'
import { readFindings, readStage } from './testing/read-roots'

/** The values of this file are those of DVC 3.67. */

function commandOf(values: string, config = '') {
  const files = {
    '.dvc/config': config,
    'params.yaml': `m: ${values}`,
    'dvc.yaml': 'stages:\n  s:\n    cmd: x ${m}\n',
  }
  return readStage('dvc.yaml:s', files).cmd
}

test.each([
  ['{a: {b: val, c: 1.0}}', 'x --a.b val --a.c 1.0'],
  ['{t: true, f: false, n: null}', 'x --t --n None'],
  ['{l: [1, "x y", 2.50, true], el: []}', "x --l 1 'x y' 2.5 True"],
  [`{s: "it's", em: "", u: "é", "k w": 1}`, `x --s 'it'"'"'s' --em '' --u 'é' --k w 1`],
  ['{a: 1e-7, b: 1e22, c: -0.0}', 'x --a 1e-07 --b 1e+22 --c -0.0'],
  ['{}', 'x '],
])('%s in a command', (values, expected) => {
  expect(commandOf(values)).toBe(expected)
})

test.each([
  '[parsing]\n    bool = boolean_optional\n    list = append\n',
  '[Parsing]\n    BOOL = "boolean_optional"\n    list = append # as we like it\n',
  "['remote \"r\"']\n    url = /x\n[parsing]\nlist=append\nbool='boolean_optional'\n[core]\nlist = nargs\n",
])('flags as .dvc/config has them: %j', (config) => {
  expect(commandOf('{f: false, t: true, l: [1, 2]}', config)).toBe('x --no-f --t --l 1 --l 2')
})

test('a list of lists has no flags', () => {
  const files = {
    'params.yaml': 'm: {l: [[1]]}',
    'dvc.yaml': 'stages:\n  s:\n    cmd: x ${m}\n',
  }
  expect(readFindings(files)).toEqual(['template-unresolved dvc.yaml "${m}"'])
})
