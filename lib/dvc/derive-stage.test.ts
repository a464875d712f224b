// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the templates are DVC's
import { expect, test } from 'vitest'
import { type FileTexts, readFindings, readStage } from './testing/read-roots'

/** The values of this file are those of DVC 3.67, where it does not refuse the file. */

const MD5 = '0123456789abcdef0123456789abcdef'
const OTHER = 'ffffffffffffffffffffffffffffffff'

/** A `dvc.yaml` of one stage, and what the lock says of it. */
function build(stage: string, lock = '', file = 'dvc.yaml'): FileTexts {
  const indent = (text: string) => text.replaceAll(/^/gm, '    ')
  return {
    [file]: `stages:\n  s:\n${indent(stage)}\n`,
    ...(lock !== '' && { 'dvc.lock': `schema: '2.0'\nstages:\n  s:\n${indent(lock)}\n` }),
  }
}

const read = (stage: string, lock = '') => readStage('dvc.yaml:s', build(stage, lock))

test('a stage is named from the top, and its paths start from its wdir', () => {
  const stage = 'cmd: x\nwdir: ../w\ndeps: [a, ../b, ./c/, d/../e]\nparams: [k]\nouts: [o]'
  const found = readStage('p/dvc.yaml:s', build(stage, '', 'p/dvc.yaml'))
  expect(found).toMatchObject({ id: 'p/dvc.yaml:s', file: 'p/dvc.yaml', name: 's', group: null })
  expect(found.wdir).toBe('w')
  expect(found.deps.map(({ path }) => path)).toEqual(['w/a', 'b', 'w/c', 'w/e', 'w/params.yaml'])
  expect(found.outs.map(({ path }) => path)).toEqual(['w/o'])
})

test('templates see the params.yaml beside dvc.yaml, dependencies name the one in wdir', () => {
  const files = {
    ...build('cmd: x ${a}\nwdir: w\nparams: [a]'),
    'params.yaml': 'a: 1\n',
    'w/params.yaml': 'a: 2\n',
  }
  const { cmd, deps } = readStage('dvc.yaml:s', files)
  expect(cmd).toBe('x 1')
  expect(deps.map(({ path }) => path)).toEqual(['w/params.yaml'])
})

test('nothing of a stage that runs outside of the repository has a path', () => {
  const files = build('cmd: x\nwdir: ../..\ndeps: [p/a]\nouts: [o, /abs]', '', 'p/dvc.yaml')
  const { deps, outs } = readStage('p/dvc.yaml:s', files)
  expect([...deps, ...outs].map(({ written, path }) => [written, path])).toEqual([
    ['p/a', null],
    ['o', null],
    ['/abs', '/abs'],
  ])
  expect(readFindings(files)).toEqual(['path-outside-repository p/dvc.yaml wdir: "../.."'])
})

test.each([
  ...['s3://b/k', 'gs://b/k', 'azure://c/k', 'abfs://c/k', 'abfss://c/k', 'adl://c/k'],
  ...['http://h/x', 'https://h/x', 'ssh://h/x', 'hdfs://h/x', 'webhdfs://h/x', 'webdav://h/x'],
  ...['webdavs://h/x', 'oss://b/x', 'gdrive://f/x', 'remote://r/x', '/abs/x'],
])('%s lies outside', (written) => {
  expect(read(`cmd: x\ndeps: ["${written}"]`).deps).toEqual([
    { kind: 'file', written, path: written, place: 'external', locked: null },
  ])
})

test('a path that climbs out of the repository is no path of it', () => {
  expect(read('cmd: x\ndeps: [../up]').deps).toMatchObject([
    { written: '../up', path: null, place: 'external' },
  ])
})

test('forms of params: keys, keys of a file, a whole file, which hides keys', () => {
  const params =
    '- a\n- b.c\n- p.json: [x]\n- p.json:\n- q.toml: []\n- r.yaml: [z, "m*"]\n- r.yaml: [l.0.u]'
  const found = read(`cmd: x\nparams:\n${params}`)
  expect(found.deps.map((dep) => dep.kind === 'params' && [dep.path, dep.keys])).toEqual([
    ['params.yaml', ['a', 'b.c']],
    ['p.json', null],
    ['q.toml', null],
    ['r.yaml', ['z', 'm*', 'l.0.u']],
  ])
})

test('values of params come from the lock by the literal key, of the keys that are named', () => {
  const lock =
    'cmd: x\nparams:\n  params.yaml:\n    a.b: {x: 1.50}\n    m*: 3\n    gone: 1\n  q: {k: 1}'
  const found = read('cmd: x\nparams: [a.b, "m*", new, {q: null}]', lock)
  expect(found.deps.map((dep) => dep.kind === 'params' && Object.keys(dep.values ?? {}))).toEqual([
    ['a.b', 'm*'],
    ['k'],
  ])
  expect(found.deps).toMatchObject([{ values: { 'm*': 3 } }, { values: { k: 1 } }])
})

test('flags of outputs; a description and metadata change nothing', () => {
  const outs = [
    '- a',
    '- b: {cache: false, persist: true, desc: x, meta: {a: 1}, type: model, labels: [x], push: false}',
    '- c:',
    '- d: {}',
  ]
  const lists = 'metrics:\n- m.json: {cache: false}\nplots:\n- p.csv: {x: a, template: t}\n- dir'
  const stage = read(`cmd: x\ndesc: hi\nmeta: {a: 1}\nouts:\n${outs.join('\n')}\n${lists}`)
  const shown = stage.outs.map(({ written, cache, persist, metric, plot }) => [
    written,
    ...Object.entries({ cache, persist, metric, plot }).flatMap(([key, is]) => (is ? key : [])),
  ])
  expect(shown).toEqual([
    ['a', 'cache'],
    ['b', 'persist'],
    ['c', 'cache'],
    ['d', 'cache'],
    ['m.json', 'metric'],
    ['p.csv', 'cache', 'plot'],
    ['dir', 'cache', 'plot'],
  ])
})

test('flags of a path that stands twice in a list are merged', () => {
  const { outs } = read('cmd: x\nouts:\n- a: {persist: true}\n- a: {cache: false}\n- a')
  expect(outs).toMatchObject([{ path: 'a', cache: false, persist: true }])
})

test('a path in two lists is two outputs, which DVC refuses', () => {
  const files = build('cmd: x\nouts: [a]\nmetrics: [a]')
  expect(readStage('dvc.yaml:s', files).outs.map(({ metric }) => metric)).toEqual([false, true])
  expect(readFindings(files)).toEqual(['dvc-graph dvc.yaml "a" is written by dvc.yaml:s too'])
})

test('frozen and always_changed', () => {
  expect(read('cmd: x')).toMatchObject({ frozen: false, alwaysChanged: false })
  expect(read('cmd: x\nfrozen: true\nalways_changed: true')).toMatchObject({
    frozen: true,
    alwaysChanged: true,
  })
})

test.each([
  ['x', 'cmd: x', false],
  ['x', 'cmd: y', true],
  ['[x, y]', 'cmd:\n- x\n- y', false],
  ['[x, y]', 'cmd:\n- y\n- x', true],
  ['[x]', 'cmd: x', true],
  ['x 1.0', 'cmd: x 1', true],
])('the command %s after a run of %j has changed: %s', (cmd, lock, changed) => {
  expect(read(`cmd: ${cmd}`, lock).cmdChanged).toBe(changed)
})

test('a stage without an entry never ran, and an entry without a stage is nothing', () => {
  const lock = `schema: '2.0'\nstages:\n  gone:\n    cmd: x\n    outs:\n    - {path: o, md5: ${MD5}}\n`
  const found = readStage('dvc.yaml:s', { ...build('cmd: x\nouts: [o]'), 'dvc.lock': lock })
  expect(found).toMatchObject({ cmdChanged: null, outs: [{ path: 'o', locked: null }] })
})

test('entries are found by the text as written, after templating; of two, the last one counts', () => {
  const item = (written: string, md5: string) => `- {path: ${written}, hash: md5, md5: ${md5}}`
  const lock = `cmd: x\nouts:\n${item('o', MD5)}\n${item('./p', OTHER)}\n${item('./p', MD5)}`
  const files = { ...build('cmd: x\nouts: [./o, "./${a}"]', lock), 'params.yaml': 'a: p' }
  const { outs } = readStage('dvc.yaml:s', files)
  expect(outs.map(({ path, locked }) => [path, locked?.hash?.value])).toEqual([
    ['o', undefined],
    ['p', MD5],
  ])
})

test('a lock of DVC 1 is the mapping of its stages', () => {
  const lock = `s:\n  cmd: x\n  deps:\n  - {path: d, md5: ${MD5}}\n  params:\n    params.yaml: {k: v}\n`
  const found = readStage('dvc.yaml:s', {
    ...build('cmd: x\ndeps: [d]\nparams: [k]'),
    'dvc.lock': lock,
  })
  expect(found.cmdChanged).toBe(false)
  expect(found.deps).toMatchObject([
    { path: 'd', locked: { hash: { name: 'md5-dos2unix', value: MD5 } } },
    { path: 'params.yaml', values: { k: 'v' } },
  ])
})

test.each([
  ['deps', 'a'],
  ['outs', '{a: {cache: false}}'],
  ['metrics', '5'],
  ['params', '{p.yaml: [a]}'],
  ['deps', '[[a]]'],
  ['outs', '[null]'],
])('%s that are %s are a problem', (key, written) => {
  expect(readFindings(build(`cmd: x\n${key}: ${written}`))).toContain(
    `dvc-file-malformed dvc.yaml "stages.s.${key}"`,
  )
})

test('a lock whose parts have other shapes says nothing', () => {
  const lock = 'cmd: x\ndeps: {path: d}\nouts: 5\nparams: [x]'
  expect(read('cmd: x\ndeps: [d]\nouts: [o]\nparams: [x]', lock)).toMatchObject({
    cmdChanged: false,
    deps: [{ locked: null }, { values: null }],
    outs: [{ locked: null }],
  })
})
