// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the templates are DVC's
import { expect, test } from 'vitest'
import { readRoot, readStage } from './testing/read-roots'

function build(datasets: string, lock = '') {
  return {
    'p/dvc.yaml': `datasets:\n${datasets}\n`,
    ...(lock !== '' && { 'p/dvc.lock': `schema: '2.0'\ndatasets:\n${lock}\n` }),
  }
}

const read = (datasets: string, lock = '') => readRoot(build(datasets, lock)).datasets

const DOGS = 'name: dogs, type: dvc, url: "git@h:o/r.git", path: data/dogs, rev: main'

test('a dataset of a DVC repository', () => {
  expect(read(`- {${DOGS}}`, `- {${DOGS}, rev_lock: abc}`)).toEqual([
    {
      file: 'p/dvc.yaml',
      name: 'dogs',
      type: 'dvc',
      url: 'git@h:o/r.git',
      path: 'data/dogs',
      rev: 'main',
      locked: { kind: 'dvc', revLock: 'abc' },
    },
  ])
})

test('a dataset of DataChain', () => {
  const spec = 'name: cats, type: dc, url: "dc://cats@v3"'
  const lock = `- {${spec}, version: 3, created_at: "2024-01-02T03:04:05+00:00"}`
  expect(read(`- {${spec}}`, lock)).toMatchObject([
    { locked: { kind: 'dc', version: '3', createdAt: '2024-01-02T03:04:05+00:00' } },
  ])
})

test('a dataset at a URL', () => {
  const spec = 'name: u, type: url, url: "s3://b/k"'
  const meta = 'meta: {isdir: true, size: 3, version_id: V1}'
  const lock = `- {${spec}, ${meta}, files: [{relpath: a, meta: {size: 3}}]}`
  expect(read(`- {${spec}}`, lock)).toMatchObject([
    { locked: { kind: 'url', content: { hash: null, size: 3, files: 1, versionIds: ['V1'] } } },
  ])
  expect(read(`- {${spec}}`, `- {${spec}, meta: {etag: e, size: 4}}`)).toMatchObject([
    { locked: { content: { hash: { name: 'etag', value: 'e' }, size: 4, files: null } } },
  ])
})

test.each([
  ['no lock', ''],
  ['another revision', `- {${DOGS.replace('main', 'v2')}, rev_lock: abc}`],
  ['another url', `- {${DOGS.replace('o/r', 'o/q')}, rev_lock: abc}`],
  ['no rev_lock', `- {${DOGS}}`],
  ['another name', `- {${DOGS.replace('dogs', 'cats')}, rev_lock: abc}`],
  ['odd entries', '- x\n- [y]\n- {name: [dogs]}'],
])('a dataset whose lock has %s is not locked', (_, lock) => {
  expect(read(`- {${DOGS}}`, lock)).toMatchObject([{ name: 'dogs', locked: null }])
})

test('names and urls are templates; entries without a name, type or url are left out', () => {
  const files = {
    'params.yaml': 'n: dogs\n',
    'dvc.yaml': 'datasets:\n- {name: "${n}", type: dvc, url: "u/${n}"}\n- {name: a}\n- b\n',
  }
  expect(readRoot(files).datasets).toMatchObject([{ name: 'dogs', url: 'u/dogs', rev: null }])
})

test('a stage depends on a dataset by its name, without an edge', () => {
  const locked = 'dataset: {name: dogs, type: dvc, url: u, rev_lock: abc}'
  const files = {
    'dvc.yaml':
      'stages:\n  s:\n    cmd: x\n    deps: ["ds://dogs", "ds://cats/x"]\n    outs: [dogs]\n',
    'dvc.lock': `schema: '2.0'\nstages:\n  s:\n    cmd: x\n    deps:\n    - {path: "ds://dogs", ${locked}}\n`,
  }
  expect(readStage('dvc.yaml:s', files).deps).toEqual([
    {
      kind: 'dataset',
      written: 'ds://dogs',
      path: null,
      name: 'dogs',
      locked: {
        spec: { name: 'dogs', type: 'dvc', url: 'u', path: null, rev: null },
        state: { kind: 'dvc', revLock: 'abc' },
      },
    },
    { kind: 'dataset', written: 'ds://cats/x', path: null, name: 'cats', locked: null },
  ])
  expect(readRoot(files)).toMatchObject({ edges: [], findings: [] })
})
