import { expect, test } from 'vitest'
import type { DvcFile } from '@/lib/dvc/dvc-cache'
import { indexFiles } from '@/lib/dvc/index-files'
import { NO_LOCK } from '@/lib/dvc/locked'
import { openStepBudget } from '@/lib/repo-data/step-budget'
import { deriveBranch } from './branch'
import { listImportKeys, objectKey, urlKey } from './data-key'
import { deriveFacts } from './facts'
import { parseArtifactName } from './names'
import { listOrigins } from './origins'
import { answer, filesEverywhere } from './testing/build-look'
import { listFiles } from './testing/list-files'

const COMMIT = 'c'.repeat(40)
const REV = 'f'.repeat(40)

type Files = Readonly<Record<string, string>>

/** What the model at `m.pkl` was made from, as `key path`. */
function originsOf(files: Files) {
  const name = parseArtifactName('m')
  if (name === null) throw new Error('not a name')
  const all = { 'artifacts.yaml': 'm: { type: model, path: m.pkl }', ...files }
  const input = { artifact: name, commit: COMMIT, index: 'artifacts.yaml' }
  const listing = listFiles(Object.keys(all))
  const { value } = answer(filesEverywhere(all), (look) => deriveFacts({ ...input, listing }, look))
  return value.origins.map(({ key, path }) => `${key} ${path}`).sort()
}

/** What the head of a branch says of data, as `role key path stage size`. */
function placesOf(files: Files) {
  const branch = { name: 'main', commit: COMMIT }
  const listing = listFiles(Object.keys(files))
  const { value } = answer(filesEverywhere(files), (look) => deriveBranch(branch, listing, look))
  return value.data.map(({ role, key, path, stage, size }) => [role, key, path, stage, size])
}

/** The import of `sets/raw`, which is joined by its path and by its folders. */
function importsOf(url: string) {
  const keys = listImportKeys({ url, commit: REV, path: 'sets/raw' })
  expect(keys).toHaveLength(3)
  return keys.map((key) => `${key} sets/raw`).sort()
}

/** The md5 of a content that has a letter for a name. */
const md5 = (letter: string) => letter.charCodeAt(0).toString(16).repeat(16)

const DVC = `
stages:
  prepare: { cmd: p, deps: [prepare.py, raw], outs: [data] }
  train: { cmd: t, deps: [train.py, data], outs: [m.pkl] }
  other: { cmd: o, deps: [elsewhere.csv], outs: [other.pkl] }
`

function lock(read: string) {
  return `
schema: '2.0'
stages:
  prepare:
    cmd: p
    deps: [{ path: prepare.py, md5: ${md5('p')} }, { path: raw, md5: ${md5('r')}.dir }]
    outs: [{ path: data, md5: ${md5('d')}.dir, size: 12 }]
  train:
    cmd: t
    deps: [{ path: train.py, md5: ${md5('t')} }, { path: data, md5: ${read}.dir }]
    outs: [{ path: m.pkl, md5: ${md5('m')} }]
`
}

const IMPORT = `
md5: ${md5('x')}
deps: [{ path: sets/raw, repo: { url: 'git@h.example:acme/data.git', rev_lock: ${REV} } }]
outs: [{ path: raw, md5: ${md5('r')}.dir, size: 99 }]
`

test('a model comes from all data that its stages read, and from where that was imported', () => {
  const files = { 'dvc.yaml': DVC, 'dvc.lock': lock(md5('d')), 'raw.dvc': IMPORT }
  expect(originsOf(files)).toEqual(
    [
      `${md5('d')}.dir data`,
      `${md5('r')}.dir raw`,
      ...importsOf('https://h.example/acme/data'),
    ].sort(),
  )
})

test('a model was not made from an output that was written again after the run', () => {
  const files = { 'dvc.yaml': DVC, 'dvc.lock': lock(md5('e')), 'raw.dvc': IMPORT }
  expect(originsOf(files)).toEqual([`${md5('e')}.dir data`])
})

test('code, and what only other models read, is left out', () => {
  const files = { 'dvc.yaml': DVC, 'dvc.lock': lock(md5('d')) }
  expect(originsOf(files)).toEqual([`${md5('d')}.dir data`])
  expect(originsOf({ 'm.pkl.dvc': `outs: [{ path: m.pkl, md5: ${md5('m')} }]` })).toEqual([])
})

test('a file of a folder that a stage writes leads to the whole folder', () => {
  const files = {
    'dvc.yaml': 'stages: { train: { cmd: t, deps: [data/a.csv], outs: [m.pkl] } }',
    'dvc.lock': `schema: '2.0'\nstages: { train: { cmd: t, deps: [{ path: data/a.csv, md5: ${md5('a')} }] } }`,
    'data.dvc': `outs: [{ path: data, md5: ${md5('d')}.dir }]`,
  }
  expect(originsOf(files)).toEqual([`${md5('a')} data/a.csv`, `${md5('d')}.dir data`])
})

test('an object in cloud storage is known by its version, and never by its etag', () => {
  const url = 's3://bucket/raw.csv'
  const files = {
    'dvc.yaml': `stages: { train: { cmd: t, deps: ['${url}'], outs: [m.pkl] } }`,
    'dvc.lock': `schema: '2.0'\nstages: { train: { cmd: t, deps: [{ path: '${url}', hash: etag, etag: ${md5('e')}, version_id: v7 }] } }`,
  }
  expect(originsOf(files)).toEqual([`${objectKey(url, 'v7')} ${url}`])
})

test('a URL is shown without what may be a secret, and the copy of an object is known by its version', () => {
  const url = 'https://ana:secret@h.example/raw.csv?token=secret'
  const raw = `deps: [{ path: '${url}', etag: abc, version_id: v7 }]\nouts: [{ path: raw.csv, md5: ${md5('r')} }]`
  expect(placesOf({ 'raw.csv.dvc': raw })).toEqual([
    ['made', md5('r'), 'raw.csv', 'raw.csv.dvc', null],
    ['copied', objectKey(url, 'v7'), 'https://h.example/raw.csv', 'raw.csv.dvc', null],
    ['source', urlKey(url), 'https://h.example/raw.csv', 'raw.csv.dvc', null],
  ])
})

test('an empty file or folder joins nothing', () => {
  const empty = 'd41d8cd98f00b204e9800998ecf8427e'
  const files = {
    'dvc.yaml': DVC,
    'dvc.lock': lock(md5('d')),
    'raw.dvc': `outs: [{ path: raw, md5: ${empty} }]`,
  }
  expect(originsOf(files)).toEqual([`${md5('d')}.dir data`, `${md5('r')}.dir raw`])
})

const RAN_WITH = "name: raw, type: dvc, url: 'https://h.example/acme/data', path: sets/raw"

test('a dataset of a DVC repository is an import', () => {
  const files = {
    'dvc.yaml': `
datasets: [{ name: raw, type: dvc, url: 'https://h.example/acme/data', path: sets/raw }]
stages: { train: { cmd: t, deps: ['ds://raw'], outs: [m.pkl] } }`,
    'dvc.lock': `
schema: '2.0'
stages:
  train: { cmd: t, deps: [{ path: 'ds://raw', dataset: { ${RAN_WITH}, rev_lock: ${REV} } }] }`,
  }
  expect(originsOf(files)).toEqual(importsOf('git@h.example:acme/data'))
})

test('a dataset is the one that the stage ran with, whatever other roots and later changes name', () => {
  const dataset = (url: string) => `datasets: [{ name: raw, type: dvc, url: '${url}', path: x }]\n`
  const files = {
    '.dvc/config': '',
    'a/.dvc/config': '',
    'a/dvc.yaml': dataset('https://h.example/acme/of-another-root'),
    'dvc.yaml': `${dataset('https://h.example/acme/later')}
stages: { train: { cmd: t, deps: ['ds://raw'], outs: [m.pkl] } }`,
    'dvc.lock': `
schema: '2.0'
stages:
  train: { cmd: t, deps: [{ path: 'ds://raw', dataset: { ${RAN_WITH}, rev_lock: ${REV} } }] }`,
  }
  expect(originsOf(files)).toEqual(importsOf('https://h.example/acme/data'))
})

test('a branch lists what is made and what is read, without code', () => {
  expect(placesOf({ 'dvc.yaml': DVC, 'dvc.lock': lock(md5('d')), 'raw.dvc': IMPORT })).toEqual([
    ['made', `${md5('d')}.dir`, 'data', 'dvc.yaml:prepare', 12],
    ['read', `${md5('r')}.dir`, 'raw', 'dvc.yaml:prepare', null],
    ['made', md5('m'), 'm.pkl', 'dvc.yaml:train', null],
    ['read', `${md5('d')}.dir`, 'data', 'dvc.yaml:train', null],
    ['made', `${md5('r')}.dir`, 'raw', 'raw.dvc', 99],
  ])
})

/** Stage `at` reads `d{at}` and writes `d{at + 1}`; the last one writes the first path again. */
function buildChain(length: number): DvcFile {
  const hash = (at: number) => ({ name: 'md5', value: at.toString(16).padStart(32, '0') })
  const item = (at: number) => ({
    ...{ written: `d${at}`, path: `d${at}`, place: 'root' as const },
    locked: { hash: hash(at), size: null, files: null, isExecutable: false, versionIds: [] },
  })
  const flags = { cache: true, persist: false, metric: false, plot: false }
  const plain = { name: 's', group: null, cmd: 'x', wdir: '', frozen: false }
  const stages = Array.from({ length }, (_, at) => ({
    ...{ ...plain, id: `dvc.yaml:s${at}`, file: 'dvc.yaml', alwaysChanged: false },
    ...{ isImport: false, cmdChanged: false },
    deps: [{ ...item(at), kind: 'file' as const }],
    outs: [{ ...item((at + 1) % length), ...flags }],
  }))
  const nothing = {
    lock: NO_LOCK,
    sections: null,
    datasets: [],
    root: '',
    scope: null,
    findings: [],
    unreadable: [],
  }
  return { path: 'dvc.yaml', stages, ...nothing }
}

test('a cycle ends', () => {
  const dvc = indexFiles([buildChain(10)])
  const { origins, cut } = listOrigins('d5', { dvc, budget: openStepBudget(1_000) })
  expect([origins.length, cut]).toEqual([10, null])
})

test('what is too long is cut, and says so', () => {
  const dvc = indexFiles([buildChain(3_000)])
  const { origins, cut } = listOrigins('d5', { dvc, budget: openStepBudget(1_000_000) })
  expect([origins.length, cut]).toEqual([
    ...[2_000, 'what the version was made from: the limit is 2,000 files and folders'],
  ])
  const short = listOrigins('d5', { dvc, budget: openStepBudget(100) })
  expect(short.cut).toBe('what the versions were made from takes too long to follow')
  expect(short.origins.length).toBeLessThan(100)
})
