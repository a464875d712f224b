import { expect, test } from 'vitest'
import { readFindings, readRoot } from './testing/read-roots'

/** DVC 3.67 refuses each of these graphs. */

const build = (stages: string) => ({
  'p/dvc.yaml': `stages:\n${stages.replaceAll(/^/gm, '  ')}\n`,
})

test.each([
  ['a: {cmd: x, outs: [x]}\nb: {cmd: x, outs: [./x]}', '"p/x" is written by p/dvc.yaml:a too'],
  ['a: {cmd: x, outs: [x, ./x]}', '"p/x" is written by p/dvc.yaml:a too'],
  [
    'a: {cmd: x, outs: [x]}\nb: {cmd: x, outs: [x/y]}',
    '"p/x/y" lies inside an output of p/dvc.yaml:a',
  ],
  ['a: {cmd: x, outs: [x, x/y]}', '"p/x/y" lies inside an output of p/dvc.yaml:a'],
  ['a: {cmd: x, wdir: .., outs: [p]}', 'the file lies inside an output of p/dvc.yaml:a'],
  ['a: {cmd: x, wdir: .., outs: [.]}', 'the file lies inside an output of p/dvc.yaml:a'],
  ['a: {cmd: x, deps: [x], outs: [x]}', 'p/dvc.yaml:a reads "p/x", which it writes'],
  ['a: {cmd: x, deps: [x/y], outs: [x]}', 'p/dvc.yaml:a reads "p/x/y", which it writes'],
  [
    'a: {cmd: x, deps: [x], outs: [y]}\nb: {cmd: x, deps: [y], outs: [x]}',
    'a cycle that p/dvc.yaml:a is part of or follows',
  ],
])('%j', (stages, detail) => {
  expect(readFindings(build(stages))).toEqual([`dvc-graph p/dvc.yaml ${detail}`])
})

test('the graph is drawn nevertheless', () => {
  const stages = 'a: {cmd: x, outs: [x]}\nb: {cmd: x, outs: [x]}\nc: {cmd: x, deps: [x]}'
  expect(readRoot(build(stages)).edges).toEqual([
    [0, 2],
    [1, 2],
  ])
})

test('20 of many faults are named', () => {
  const stages = Array.from({ length: 50 }, (_, at) => `s${at}: {cmd: x, outs: [x]}`).join('\n')
  expect(readFindings(build(stages)).length).toBe(20)
})
