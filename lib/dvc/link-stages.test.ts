import { expect, test } from 'vitest'
import { readRoot } from './testing/read-roots'

/** The values of this file are those of DVC 3.67. */

/** The edges of stages that are written as `name: {deps, outs}`, as `a > b`. */
function edgesOf(stages: string, more = {}) {
  const root = readRoot({ 'dvc.yaml': `stages:\n${stages.replaceAll(/^/gm, '  ')}\n`, ...more })
  const nameOf = (at: number) => root.stages[at]?.name ?? root.stages[at]?.file
  return root.edges.map(([from, to]) => `${nameOf(from)} > ${nameOf(to)}`)
}

test.each([
  ['an equal path', 'a: {outs: [x]}\nb: {deps: [./x]}', ['a > b']],
  ['a dependency below', 'a: {outs: [x]}\nb: {deps: [x/y]}', ['a > b']],
  ['a dependency above', 'a: {outs: [x/y]}\nb: {deps: [x]}', ['a > b']],
  ['the top', 'a: {outs: [x/y]}\nb: {deps: [.]}', ['a > b']],
  ['a name that only begins alike', 'a: {outs: [x]}\nb: {deps: [x2, x-y]}', []],
  ['another case', 'a: {outs: [x]}\nb: {deps: [X]}', []],
  ['a file of parameters', 'a: {outs: [p.yaml]}\nb: {params: [{p.yaml: [k]}]}', ['a > b']],
  ['params.yaml', 'a: {outs: [params.yaml]}\nb: {params: [k]}', ['a > b']],
  ['a URL', 'a: {outs: ["s3://b/x"]}\nb: {deps: ["s3://b/x/y"]}', ['a > b']],
  ['two paths of one stage', 'a: {outs: [x, y]}\nb: {deps: [x, y]}', ['a > b']],
  [
    'metrics and plots',
    'a: {metrics: [m], plots: [p]}\nb: {deps: [m]}\nc: {deps: [p]}',
    ['a > b', 'a > c'],
  ],
  ['a frozen stage', 'a: {outs: [x]}\nb: {frozen: true, deps: [x]}', ['a > b']],
])('%s', (_, stages, expected) => {
  expect(edgesOf(stages)).toEqual(expected)
})

test('.dvc files are stages; what is imported from elsewhere has no edge', () => {
  const more = {
    'data.dvc': 'outs:\n- path: data\n',
    'i.dvc': 'deps:\n- path: data\n  repo: {url: u, rev_lock: a}\nouts:\n- path: i\n',
    'l.dvc': 'deps:\n- path: data/l\nouts:\n- path: l\n',
  }
  expect(edgesOf('a: {deps: [data/train.csv, i]}', more).sort()).toEqual([
    'data.dvc > a',
    'data.dvc > l.dvc',
    'i.dvc > a',
  ])
})
