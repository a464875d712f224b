// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the templates are DVC's
import { expect, test } from 'vitest'
import { readFindings, readStage } from './testing/read-roots'

/** The values of this file are those of DVC 3.67, where it does not refuse the file. */

function build(values: string, cmd: string, more = '') {
  return {
    'params.yaml': values,
    'dvc.yaml': `stages:\n  s:\n    cmd: ${JSON.stringify(cmd)}\n${more}`,
  }
}

test.each([
  ['a: {b: [1, {c: x}]}', '${ a.b[0] } ${a.b[1].c} ${a . b . 0}', '1 x 1'],
  ['a: [[1, 2]]', '${a[0][1]} ${a.0.1} ${a[0].1} ${a[-1][-2]}', '2 2 2 1'],
  ['a: {b: 2}', '${a[b]}', '2'],
  [
    '{é: 1, k-1: 2, k_2: 3, k/3: 4, "k:4": 5, "d e": 6}',
    '${é}${k-1}${k_2}${k/3}${k:4}${d e}',
    '123456',
  ],
  ['a: 1', '$a $(x) ${a}$ {a} ${a}${a} $${a}', '$a $(x) 1$ {a} 11 $1'],
  ['a: 1', '\\${a} ${a}', '${a} 1'],
  ['a: 1', 'x ${a}\ny ${a}\n', 'x 1\ny 1\n'],
  [
    '{t: true, f: false, n: null, s: "yes", y: yes}',
    '${t} ${f} ${n} ${s} ${y}',
    'true false None yes yes',
  ],
])('with %s, %j becomes %j', (values, written, expected) => {
  expect(readStage('dvc.yaml:s', build(values, written)).cmd).toBe(expected)
  expect(readFindings(build(values, written))).toEqual([])
})

test.each([
  ...[
    ['1_000', '1000'],
    ['0o17', '15'],
    ['017', '17'],
    ['0x1F', '31'],
    ['0b11', '3'],
  ],
  ...[
    ['1.0', '1.0'],
    ['0.00001', '1e-05'],
    ['1e3', '1000.0'],
    ['.5', '0.5'],
    ['5.', '5.0'],
  ],
  ...[
    ['+1.0', '1.0'],
    ['1e16', '1e+16'],
    ['123456789.0', '123456789.0'],
    ['-0.0', '-0.0'],
  ],
  ...[
    ['0.1e-6', '1e-07'],
    ['12345678901234567890', '12345678901234567890'],
    ['1E400', 'inf'],
  ],
  ...[
    ['.inf', 'inf'],
    ['-.inf', '-inf'],
    ['.NaN', 'nan'],
    ['1:30', '1:30'],
    ['yes', 'yes'],
  ],
  ...[
    ['!!float 1', '1.0'],
    ['!!int "0x10"', '16'],
    ['!!str 3.0', '3.0'],
    ['!!null x', 'None'],
  ],
])('%s is printed as %s', (written, printed) => {
  expect(readStage('dvc.yaml:s', build(`a: ${written}`, 'x ${a}')).cmd).toBe(`x ${printed}`)
})

test.each([
  ['a: {b: 1}', 'x ${a.c}', '${a.c}'],
  ['a: [5]', 'x ${a[1]}', '${a[1]}'],
  ['a: hello', 'x ${a[0]}', '${a[0]}'],
  ['a: {b: 1}', 'x ${a.__proto__}', '${a.__proto__}'],
  ['a: {b: 1}', 'x ${a.${k}}', '${a.${k}'],
  ['a: [1]', 'x ${a}', '${a}'],
  ['a: 1', 'x ${}', '${}'],
])('with %s, %s names nothing that has a text', (values, written, expression) => {
  expect(readStage('dvc.yaml:s', build(values, written)).cmd).toBe(written)
  expect(readFindings(build(values, written))).toEqual([
    `template-unresolved dvc.yaml "${expression}"`,
  ])
})

test('a text that is one expression keeps the type, and keys are resolved too', () => {
  const more = '    outs:\n    - ${k}: {cache: "${no}"}\n    params:\n    - ${p}:\n      - ${k}\n'
  const files = build('{k: x, p: q.yaml, no: false}', 'x', more)
  const { outs, deps } = readStage('dvc.yaml:s', files)
  expect(outs).toMatchObject([{ written: 'x', cache: false }])
  expect(deps).toMatchObject([{ kind: 'params', path: 'q.yaml', keys: ['x'] }])
})

test('a list inside of a list is reported', () => {
  const files = build('l: [a, b]', 'x', '    outs: ["${l}", c]\n')
  expect(readStage('dvc.yaml:s', files).outs.map(({ path }) => path)).toEqual(['c'])
  expect(readFindings(files)).toEqual(['dvc-file-malformed dvc.yaml "stages.s.outs"'])
})

test('a mapping inside of a longer text is an error outside of commands', () => {
  const files = build('m: {a: 1}', 'x', '    outs: ["x${m}"]\n')
  expect(readFindings(files)).toEqual([
    'template-unresolved dvc.yaml "x${m}"',
    'template-unresolved dvc.yaml "${m}"',
  ])
})

test('values are not resolved again', () => {
  const files = build('{a: "${b}", b: 1}', 'x ${a}')
  expect(readStage('dvc.yaml:s', files).cmd).toBe('x ${b}')
})
