// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the templates are DVC's
import { expect, test } from 'vitest'
import { type FileTexts, readFindings, readRoot, readRoots } from './testing/read-roots'

const OUT = (path: string) => `outs:\n- path: ${path}\n`

/** The ids of the stages of each root. */
function stagesOf(files: FileTexts) {
  const roots = readRoots(files).map(({ directory, stages }) => [
    directory,
    stages.map(({ id }) => id),
  ])
  return Object.fromEntries(roots)
}

test('files below a nested root are only its own; without a root, the top is one', () => {
  const files = {
    'a.dvc': OUT('a'),
    'sub/b.dvc': OUT('b'),
    'sub/x/c.dvc': OUT('c'),
    'sub/deep/d.dvc': OUT('d'),
    'other/e.dvc': OUT('e'),
  }
  expect(stagesOf(files)).toEqual({
    '': ['a.dvc', 'other/e.dvc', 'sub/b.dvc', 'sub/deep/d.dvc', 'sub/x/c.dvc'],
  })
  expect(stagesOf({ ...files, 'sub/.dvc/config': '' })).toEqual({
    sub: ['sub/b.dvc', 'sub/deep/d.dvc', 'sub/x/c.dvc'],
  })
  expect(
    stagesOf({ ...files, '.dvc/config': '', 'sub/.dvc/config': '', 'sub/deep/.dvc/config': '' }),
  ).toEqual({
    '': ['a.dvc', 'other/e.dvc'],
    sub: ['sub/b.dvc', 'sub/x/c.dvc'],
    'sub/deep': ['sub/deep/d.dvc'],
  })
})

test('a path of another root lies outside, and the .dvcignore of another root does not count', () => {
  const files = {
    '.dvc/config': '',
    '.dvcignore': '*.dvc\n',
    'sub/.dvc/config': '',
    'sub/a.dvc': 'wdir: ..\nouts:\n- path: a\n- path: sub/b\n',
  }
  const [, sub] = readRoots(files)
  expect(sub?.stages.flatMap(({ outs }) => outs)).toMatchObject([
    { path: 'a', place: 'external' },
    { path: 'sub/b', place: 'root' },
  ])
})

test('files are named dvc.yaml, or end in .dvc; folders of Git and of DVC are not entered', () => {
  const yaml = 'stages:\n  s:\n    cmd: x\n'
  const files = {
    'a/dvc.yaml': yaml,
    'dvc.yml': yaml,
    'DVC.yaml': yaml,
    'a.DVC': OUT('b'),
    '.x.dvc': OUT('x'),
    '.dvc/y.dvc': OUT('y'),
    'a/.dvc/z.dvc': OUT('z'),
    'a/.hg/q.dvc': OUT('q'),
  }
  expect(stagesOf(files)).toEqual({ '': ['.x.dvc', 'a/dvc.yaml:s'] })
})

test('an output that was read before is not entered', () => {
  const yaml = 'stages:\n  s:\n    cmd: x\n    outs: [data]\n'
  expect(stagesOf({ 'dvc.yaml': yaml, 'data/x.dvc': OUT('x'), 'data2/x.dvc': OUT('x') })).toEqual({
    '': ['dvc.yaml:s', 'data2/x.dvc'],
  })
  expect(stagesOf({ 'data.dvc': OUT('data'), 'data/x.dvc': OUT('x') })).toEqual({
    '': ['data.dvc'],
  })
  const later = { 'a/x.dvc': OUT('x'), 'b/dvc.yaml': yaml.replace('data', '../a') }
  expect(stagesOf(later)).toEqual({ '': ['a/x.dvc', 'b/dvc.yaml:s'] })
})

test('what .dvcignore excludes is not read: it has no stages, and no problems', () => {
  const files = {
    '.dvcignore': 'skip/\n',
    'skip/dvc.yaml': 'vars:\n- no.yaml\nstages:\n  s: 5\n',
    'a.dvc': OUT('a'),
  }
  expect(stagesOf(files)).toEqual({ '': ['a.dvc'] })
  expect(readFindings(files)).toEqual([])
})

test('the paths of top-level sections start from the folder of their dvc.yaml', () => {
  const sections = [
    'metrics:\n- ${m}.json\n- ../x.json\n- /abs.json',
    'params:\n- p.yaml\n- sub/',
    'plots:\n- a.csv\n- ${m}.csv:\n    x: s\n    y: acc\n- dir',
    '- id:\n    x: {x.csv: a}\n    y: {y.csv: b, z.csv: [c, d]}',
  ]
  const files = { 'd/params.yaml': 'm: met', 'd/dvc.yaml': sections.join('\n') }
  expect(readRoot(files).sections).toEqual([
    {
      file: 'd/dvc.yaml',
      metrics: ['d/met.json', 'x.json', '/abs.json'],
      params: ['d/p.yaml', 'd/sub'],
      plots: ['d/a.csv', 'd/met.csv', 'd/dir', 'd/y.csv', 'd/z.csv', 'd/x.csv'],
    },
  ])
  expect(readFindings(files)).toEqual([])
})

test.each(['metrics', 'params', 'plots', 'datasets'])(
  '%s that are no list are a problem',
  (key) => {
    expect(readFindings({ 'dvc.yaml': `${key}:\n  a.json:\n` })).toEqual([
      `dvc-file-malformed dvc.yaml "${key}"`,
    ])
  },
)

test('a lock that is no mapping is a problem, and its dvc.yaml counts', () => {
  const files = { 'dvc.yaml': 'stages:\n  s:\n    cmd: x\n', 'dvc.lock': '- a\n' }
  expect(readFindings(files)).toEqual(['dvc-file-malformed dvc.lock'])
  expect(stagesOf(files)).toEqual({ '': ['dvc.yaml:s'] })
})

test('YAML 1.2: words are texts, and a key that stands twice makes the file unreadable', () => {
  const stages = 'stages:\n  s:\n    cmd: x\n    deps: [yes, no, on, off]\n    frozen: yes\n'
  const [stage] = readRoot({ 'dvc.yaml': stages }).stages
  expect(stage?.deps.map(({ written }) => written)).toEqual(['yes', 'no', 'on', 'off'])
  expect(stage?.frozen).toBe(false)
  expect(stagesOf({ 'dvc.yaml': 'stages:\n  a: {cmd: x}\n  a: {cmd: y}\n' })).toEqual({ '': [] })
})
