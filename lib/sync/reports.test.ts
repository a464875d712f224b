// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the templates are DVC's
import { expect, test } from 'vitest'
import { deriveBranch } from '@/lib/registry/branch'
import { openDeriveCache } from '@/lib/registry/derive-cache'
import { isListedFile } from '@/lib/registry/derive-dvc'
import { type ArtifactName, parseArtifactName } from '@/lib/registry/names'
import { openCommit, openStream, type StreamRepo } from '@/lib/testing/open-stream'
import { readDerived, readFacts } from './read-facts'

/** Small repositories after public reports, each with the values that DVC has: see `expected.json` beside them. */
const FOLDER = 'lib/testing/conformance/reports'

function nameOf(text: string): ArtifactName {
  const name = parseArtifactName(text)
  if (name === null) throw new Error(`no name: ${text}`)
  return name
}

async function readReport(report: string, model: string) {
  return readModel(await openStream(`${FOLDER}/${report}.fi`), model)
}

async function readModel({ snapshot, commit, close }: StreamRepo, model: string) {
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

const ARTIFACT = (path: string, more = '') =>
  `artifacts:\n  m:\n    type: model\n    path: ${path}\n${more}`
const LOCK = (stages: string) => `schema: '2.0'\nstages:\n${stages}`
const LFS = `version https://git-lfs.github.com/spec/v1\noid sha256:${'ab'.repeat(32)}\nsize 123\n`
const STAGE = (name: string, body: string) => `stages:\n  ${name}:\n    cmd: x\n${body}`

/** More of each kind of report. The values are those that lineage.md demands. */
test.each<[string, Readonly<Record<string, string>>, object]>([
  [
    'a stale lock: the .dvc file of the path counts',
    {
      'dvc.yaml': ARTIFACT('m.pkl', STAGE('other', '    outs: [o]\n')),
      'dvc.lock': LOCK(
        `  train:\n    cmd: x\n    outs:\n    - {path: m.pkl, md5: ${M}, size: 1}\n`,
      ),
      'm.pkl.dvc': `outs:\n- {path: m.pkl, hash: md5, md5: ${B}, size: 22}\n`,
    },
    { hash: B, size: 22, problems: [] },
  ],
  [
    'a stale lock: the entry of another path is not the model’s',
    {
      'dvc.yaml': ARTIFACT('m2.pkl', STAGE('train', '    outs: [m2.pkl]\n')),
      'dvc.lock': LOCK(
        `  train:\n    cmd: x\n    outs:\n    - {path: m.pkl, md5: ${M}, size: 1}\n`,
      ),
    },
    { hash: null, size: null, problems: [] },
  ],
  [
    'floats: a stage for each number, whose lock has the name that Python prints',
    {
      'dvc.yaml': ARTIFACT(
        'm-1e-05.pkl',
        'stages:\n  train:\n    foreach: [0.00001, 1.0]\n    do:\n      cmd: x\n      outs: ["m-${item}.pkl"]\n',
      ),
      'dvc.lock': LOCK(
        `  train@1e-05:\n    cmd: x\n    outs:\n    - {path: m-1e-05.pkl, md5: ${M}}\n`,
      ),
    },
    { hash: M, problems: [] },
  ],
  [
    'LFS: a pointer that is named as metrics is a problem',
    { 'dvc.yaml': ARTIFACT('m.pkl', 'metrics: [m.json]\n'), 'm.json': LFS, 'm.pkl': LFS },
    {
      hash: `sha256:${'ab'.repeat(32)}`,
      size: 123,
      metrics: {},
      problems: [['file-lfs-pointer', 'm.json', expect.anything()]],
    },
  ],
  [
    'Python: keys of a class and of a mapping',
    {
      'dvc.yaml': ARTIFACT(
        'm.pkl',
        STAGE('train', '    params: [{p.py: [Train.lr, OPT.name, N]}]\n    outs: [m.pkl]\n'),
      ),
      'p.py': 'N = 3\nOPT = {"name": "adam", "x": 1}\nclass Train:\n    lr = 1.0\n    other = 2\n',
    },
    { params: { N: 3, 'OPT.name': 'adam', 'Train.lr': { number: '1.0' } }, problems: [] },
  ],
  [
    'TOML and Python that cannot be read are problems',
    {
      'dvc.yaml': ARTIFACT('m.pkl', 'metrics: [m.toml]\nparams: [p.py]\n'),
      'm.toml': 'a = \n',
      'p.py': 'A = {\n',
    },
    {
      metrics: {},
      params: {},
      problems: [
        ['toml-syntax', 'm.toml', expect.anything()],
        ['python-syntax', 'p.py', expect.anything()],
      ],
    },
  ],
  [
    'NaN of YAML and -Infinity of JSON',
    {
      'dvc.yaml': ARTIFACT('m.pkl', 'metrics: [a.yaml, b.json]\n'),
      'a.yaml': 'x: .nan\ny: -.inf\n',
      'b.json': '{"z": -Infinity, "w": NaN}',
    },
    {
      metrics: {
        x: { number: 'nan' },
        y: { number: '-inf' },
        z: { number: '-inf' },
        w: { number: 'nan' },
      },
      problems: [],
    },
  ],
  [
    'a folder of metrics and one of params stand for their files',
    {
      'dvc.yaml': ARTIFACT('m.pkl', 'metrics: [eval/]\nparams: [conf]\n'),
      'eval/.gitignore': '/x\n',
      'eval/a.json': '{"acc": 0.5}',
      'eval/deep/er/b.yaml': 'f1: 0.25\n',
      'eval/broken.json': '{',
      'conf/c.toml': 'lr = 0.1\n',
    },
    {
      metrics: { acc: 0.5, f1: 0.25 },
      params: { lr: 0.1 },
      problems: [['json-syntax', 'eval/broken.json', expect.anything()]],
    },
  ],
  [
    'a folder of metrics that a stage writes',
    {
      'dvc.yaml': ARTIFACT(
        'm.pkl',
        STAGE('train', '    outs: [m.pkl]\n    metrics:\n    - out/metrics: {cache: false}\n'),
      ),
      'out/metrics/a.json': '{"acc": 0.5}',
    },
    { metrics: { acc: 0.5 }, problems: [] },
  ],
  [
    'a scalar is named after its file; a list and an empty file have no names',
    {
      'dvc.yaml': ARTIFACT('m.pkl', 'metrics: [n.yaml, l.json, e.yaml, gone.json]\n'),
      'n.yaml': '0.5\n',
      'l.json': '[{"acc": 0.5}]',
      'e.yaml': '',
    },
    {
      metrics: { 'n.yaml': 0.5 },
      problems: [
        ['values-without-names', 'l.json', ''],
        ['values-without-names', 'e.yaml', ''],
      ],
    },
  ],
  [
    'files whose suffix says nothing are JSON or YAML',
    {
      'dvc.yaml': ARTIFACT('m.pkl', 'metrics: [a, b.txt]\n'),
      a: '{"acc": 0.5}',
      'b.txt': 'f1: 0.25\n',
    },
    { metrics: { acc: 0.5, f1: 0.25 }, problems: [] },
  ],
  [
    'globs and indices of lists in params',
    {
      'dvc.yaml': ARTIFACT(
        'm.pkl',
        STAGE(
          'train',
          '    params: ["kw.moo*", "layers.1.units", "layers.?.act"]\n    outs: [m.pkl]\n',
        ),
      ),
      'params.yaml':
        'kw: {moons: 1, moo: {n: 2}, sun: 3}\nlayers: [{units: 4, act: a}, {units: 8, act: b}]\n',
    },
    {
      params: {
        'kw.moons': 1,
        'kw.moo.n': 2,
        'layers.1.units': 8,
        'layers.0.act': 'a',
        'layers.1.act': 'b',
      },
      problems: [],
    },
  ],
  [
    'a stage of another folder makes the model, and has the metrics',
    {
      'dvc.yaml': ARTIFACT('models/m.pkl'),
      'pipe/dvc.yaml': STAGE(
        'train',
        '    wdir: ..\n    params: [lr]\n    outs: [models]\n    metrics: [pipe/acc.json]\n',
      ),
      'pipe/dvc.lock': LOCK(
        `  train:\n    cmd: x\n    outs:\n    - {path: models, md5: ${M}.dir}\n`,
      ),
      'pipe/acc.json': '{"acc": 0.5}',
      'params.yaml': 'lr: 0.1\nother: 1\n',
    },
    { hash: null, metrics: { acc: 0.5 }, params: { lr: 0.1 }, problems: [] },
  ],
  [
    'DVCLive beside the pipeline of another folder',
    {
      'dvc.yaml': ARTIFACT('t/m.pkl'),
      't/dvc.yaml': STAGE('train', '    outs: [m.pkl]\n'),
      't/dvclive/dvc.yaml': 'metrics: [metrics.json]\nparams: [params.yaml]\n',
      't/dvclive/metrics.json': '{"acc": 0.5}',
      't/dvclive/params.yaml': 'lr: 0.1\n',
    },
    { metrics: { acc: 0.5 }, params: { lr: 0.1 }, problems: [] },
  ],
  [
    'anchors, merged mappings and tags',
    {
      'params.yaml':
        'base: &b {lr: !!float 1, n: !!int "3"}\ntrain: {<<: *b, n: 4}\nname: !!str 1.50\n',
      'dvc.yaml': ARTIFACT('"m-${train.lr}-${train.n}-${name}.pkl"'),
    },
    {
      path: 'm-1.0-4-1.50.pkl',
      params: { 'train.lr': { number: '1.0' }, 'train.n': 4, name: '1.50' },
      problems: [],
    },
  ],
  [
    'cloud versions: the hash of a folder is computed from its files',
    {
      'dvc.yaml': ARTIFACT('d'),
      'd.dvc':
        'outs:\n- path: d\n  files:\n' +
        `  - {relpath: b/x, md5: ${'2'.repeat(32)}, size: 2, cloud: {r: {version_id: V3}}}\n` +
        `  - {relpath: a, md5: ${'1'.repeat(32)}, size: 1}\n`,
    },
    { hash: 'fdee3bcebd1d1f33dce7d8a6373b456f.dir', size: 3, problems: [] },
  ],
  [
    'a template that is left in a path and in metrics is a problem',
    {
      'params.yaml': 'a: "${b}"\nb: 1\n',
      'dvc.yaml': ARTIFACT('"${a}.pkl"', 'metrics: ["${a}.json"]\n'),
    },
    {
      path: '${b}.pkl',
      problems: expect.arrayContaining([
        ['template-unresolved', 'dvc.yaml', '"${b}.pkl"'],
        ['template-unresolved', 'dvc.yaml', '"${b}.json"'],
      ]),
    },
  ],
])('%s', async (_, files, expected) => {
  expect(await readModel(await openCommit({ '.dvc/config': '', ...files }), 'm')).toMatchObject(
    expected,
  )
})
