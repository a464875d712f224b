import { expect, test } from 'vitest'
import { readFindings, readRoot, readStage } from './testing/read-roots'

const MD5 = '0123456789abcdef0123456789abcdef'
const HASH = `hash: md5\n  md5: ${MD5}`

const read = (text: string, file = 'x.dvc') => readStage(file, { [file]: text })

test('dvc add', () => {
  const text = `outs:\n- ${HASH}\n  size: 3\n  path: a.csv\n  desc: x\n  meta: {a: 1}\n  remote: r\nmeta: {b: 2}\ndesc: y\n`
  expect(read(text, 'd/x.dvc')).toMatchObject({
    id: 'd/x.dvc',
    name: null,
    group: null,
    cmd: null,
    cmdChanged: null,
    wdir: 'd',
    frozen: false,
    alwaysChanged: false,
    isImport: false,
    deps: [],
    outs: [
      {
        written: 'a.csv',
        path: 'd/a.csv',
        cache: true,
        persist: false,
        locked: { hash: { name: 'md5', value: MD5 }, size: 3 },
      },
    ],
  })
})

test('flags of outputs, and of the file', () => {
  const outs =
    '- path: b\n  cache: false\n  persist: true\n  metric: true\n- path: c\n  plot: {x: a}\n'
  expect(read(`locked: true\nalways_changed: true\nouts:\n${outs}`)).toMatchObject({
    frozen: true,
    alwaysChanged: true,
    outs: [
      { cache: false, persist: true, metric: true, plot: false },
      { cache: true, persist: false, metric: false, plot: true },
    ],
  })
})

test('wdir is where its paths start; outside of the repository nothing has a path', () => {
  const text = (wdir: string) => `wdir: ${wdir}\nouts:\n- ${HASH}\n  path: data/x\n`
  expect(read(text('..'), 'd/x.dvc')).toMatchObject({ wdir: '', outs: [{ path: 'data/x' }] })
  expect(read(text('../..'), 'd/x.dvc')).toMatchObject({ wdir: 'd', outs: [{ path: null }] })
  expect(readFindings({ 'd/x.dvc': text('../..') })).toEqual([
    'path-outside-repository d/x.dvc wdir: "../.."',
  ])
})

test('import: from another repository', () => {
  const repo = 'repo:\n    url: git@h:o/r.git\n    rev: v1\n    rev_lock: abc'
  const stage = read(
    `frozen: true\ndeps:\n- path: data/x\n  ${repo}\nouts:\n- path: x\n  ${HASH}\n`,
  )
  expect(stage).toMatchObject({ isImport: true, frozen: true })
  expect(stage.deps).toEqual([
    {
      kind: 'repo',
      written: 'data/x',
      path: 'data/x',
      url: 'git@h:o/r.git',
      rev: 'v1',
      revLock: 'abc',
    },
  ])
})

test('import-url: an etag, or a version and files', () => {
  const etag = read('deps:\n- {etag: e, size: 5, path: "s3://b/x"}\nouts:\n- path: x\n')
  expect(etag).toMatchObject({
    isImport: true,
    deps: [
      {
        kind: 'file',
        path: 's3://b/x',
        place: 'external',
        locked: { hash: { name: 'etag', value: 'e' }, size: 5 },
      },
    ],
    outs: [{ path: 'x', locked: { hash: null } }],
  })
  const files = '{path: "s3://b/y", files: [{relpath: a, size: 5, version_id: V1, etag: e1}]}'
  expect(read(`deps:\n- ${files}\nouts:\n- path: y\n`)).toMatchObject({
    isImport: true,
    deps: [{ locked: { hash: null, size: 5, files: 1 } }],
  })
  expect(read('deps:\n- {path: "remote://r/z", md5: a}\nouts:\n- path: z\n').isImport).toBe(true)
})

test('import-db: by a query, or of a table', () => {
  for (const db of ['query: select 1', 'table: t']) {
    const stage = read(`deps:\n- db: {${db}, connection: c, file_format: csv}\nouts:\n- path: q\n`)
    expect(stage).toMatchObject({ isImport: true, deps: [{ kind: 'db', path: null }] })
  }
})

test('a stage of DVC 1 has a command', () => {
  const text = `cmd: python t.py\nwdir: ..\ndeps:\n- {path: t.py, md5: ${MD5}}\nouts:\n- {path: m, md5: ${MD5}}\n`
  expect(read(text, 'p/old.dvc')).toMatchObject({
    cmd: 'python t.py',
    isImport: false,
    deps: [{ path: 't.py', locked: { hash: { name: 'md5-dos2unix', value: MD5 } } }],
    outs: [{ path: 'm' }],
  })
})

test.each([
  ['- a\n', ['dvc-file-malformed x.dvc']],
  ['outs: 5\n', ['dvc-file-malformed x.dvc "outs"']],
  ['deps: {a: 1}\nouts:\n- path: b\n', ['dvc-file-malformed x.dvc "deps"']],
  ['', []],
])('the file %j', (text, findings) => {
  expect(readFindings({ 'x.dvc': text })).toEqual(findings)
})

test('a broken file changes only what it says itself', () => {
  const root = readRoot({ 'a.dvc': 'outs: [', 'b.dvc': `outs:\n- ${HASH}\n  path: b\n` })
  expect(root.stages.map(({ id }) => id)).toEqual(['b.dvc'])
})
