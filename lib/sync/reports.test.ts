// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the templates are DVC's
import { expect, test } from 'vitest'
import { deriveBranch } from '@/lib/registry/branch'
import { openDeriveCache } from '@/lib/registry/derive-cache'
import { isListedFile } from '@/lib/registry/derive-dvc'
import { type ArtifactName, parseArtifactName } from '@/lib/registry/names'
import { openStream } from '@/lib/testing/open-stream'
import { readDerived, readFacts } from './read-facts'

/** Small repositories after public reports, each with the values that DVC has: see `expected.json` beside them. */
const FOLDER = 'lib/testing/conformance/reports'

function nameOf(text: string): ArtifactName {
  const name = parseArtifactName(text)
  if (name === null) throw new Error(`no name: ${text}`)
  return name
}

async function readReport(report: string, model: string) {
  const { snapshot, commit, close } = await openStream(`${FOLDER}/${report}.fi`)
  const artifact = nameOf(model)
  const options = { index: 'artifacts.yaml', known: new Map() }
  const facts = (await readFacts(snapshot, [{ artifact, commit }], options)).get(artifact)
  await close()
  const found = facts?.get(commit)
  if (found === undefined) throw new Error('no facts')
  return {
    ...found,
    problems: found.problems.map(({ code, file, detail }) => [code, file, detail]),
  }
}

async function readDeclared(report: string) {
  const { snapshot, commit, close } = await openStream(`${FOLDER}/${report}.fi`)
  await snapshot.list([commit], isListedFile)
  const branch = { name: 'main', commit }
  const [derived] = await readDerived(snapshot, [branch], (one) =>
    deriveBranch(one, snapshot.listed(commit, isListedFile), snapshot.look, openDeriveCache()),
  )
  await close()
  if (derived === undefined) throw new Error('no branch')
  const { artifacts, problems } = derived.value
  return {
    artifacts: [...artifacts].filter(([, { isForeign }]) => !isForeign).map(([name]) => name),
    problems: problems.map(({ code, file, detail }) => [code, file, detail]),
  }
}

const B = 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb'
const M = '0123456789abcdef0123456789abcdef'

test.each<[string, string, object]>([
  ['stale-lock', 'm', { hash: B, size: 22, problems: [] }],
  ['floats', 'm', { path: 'models/v1.0/m.pkl', hash: B, size: 22, metrics: { acc: 0.5 } }],
  ['floats', 'n', { path: 'models/lr_1e-05.pkl' }],
  [
    'lfs',
    'm',
    {
      hash: 'sha256:6fd5d72fe4589f189f8ebc006442dbb529bb7ce38f8082112682524616046452',
      size: 90405214,
      problems: [],
    },
  ],
  [
    'toml',
    'm',
    {
      metrics: { mae: 1.5, 'test.f1': 0.75, 'auc.metric': 0.588, acc: 0.7 },
      params: { 'train.lr': 0.01, 'train.epochs': 3, LR: 0.5, 'Train.epochs': 7 },
      problems: [],
    },
  ],
  [
    'nan',
    'm',
    {
      metrics: {
        loss: { number: 'nan' },
        acc: 0.9,
        best: { number: 'inf' },
        'nested.f1': { number: '-inf' },
      },
    },
  ],
  [
    'metric-shapes',
    'm',
    {
      metrics: {
        'm2.json': 0.73,
        big: 1000,
        hexa: 31,
        oct: 15,
        sci: { number: '1000.0' },
        inf: { number: 'inf' },
      },
    },
  ],
  ['dpath', 'm', { params: { 'models.moons.n': 1, 'layers.1.units': 8, 'layers.0.units': 4 } }],
  ['cross-folder', 'm', { hash: B, size: 22, metrics: { acc: 0.9 } }],
  ['anchors', 'm', { path: 'out/m40.pkl', hash: M, type: 'model', problems: [] }],
  [
    'yaml-tags2',
    'm',
    { params: { 'train.lr': 0.001, 'train.name': '12', 'train.opt': null }, problems: [] },
  ],
  ['big-lock', 'm', { hash: B, size: 22, problems: [] }],
  ['cloud', 'd', { hash: 'e495d00a464451b070e97ef831311c03.dir', size: 42 }],
  ['cloud', 'm', { hash: M, size: 14 }],
  ['cloud', 'e', { hash: M, size: 9 }],
  [
    'nested-interp',
    'm',
    {
      path: '${paths.root}/churn.pkl',
      problems: expect.arrayContaining([
        ['template-unresolved', 'dvc.yaml', '"${paths.root}/churn.pkl"'],
      ]),
    },
  ],
])('the report %s: facts of %s', async (report, model, expected) => {
  expect(await readReport(report, model)).toMatchObject(expected)
})

test('files of other programs declare no artifacts, and each is listed once', async () => {
  expect(await readDeclared('foreign')).toEqual({
    artifacts: [],
    problems: [
      ['annotation-file-foreign', 'artifacts.yaml', ''],
      ['annotation-file-foreign', 'deploy/chart/artifacts.yaml', ''],
    ],
  })
})
