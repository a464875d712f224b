// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the templates are DVC's
import { expect, test } from 'vitest'
import { openStepBudget } from '@/lib/repo-data/step-budget'
import type { DataValue } from '@/lib/snapshot/types'
import { cpuSeconds, MAX_CPU_SECONDS } from '@/lib/testing/cpu-seconds'
import { bindEvents } from './bind-events'
import { deriveBranch } from './branch'
import { listCodeowners, parseCodeowners } from './codeowners'
import { deriveArtifact } from './derive-artifact'
import { openDeriveCache } from './derive-cache'
import { deriveFacts } from './facts'
import { type ArtifactName, parseArtifactName } from './names'
import { buildTag, fakeOid } from './testing/build-tag'
import { type DataFiles, lookUp, manyKeys } from './testing/data-files'
import { listFiles } from './testing/list-files'

/** Content that once took gigabytes or minutes. What is said here of time leaves room for a busy machine. */

const COMMIT = fakeOid('commit')
const BRANCH = { name: 'main', commit: COMMIT }

function nameOf(text: string): ArtifactName {
  const name = parseArtifactName(text)
  if (name === null) throw new Error(`no name: ${text}`)
  return name
}

function factsOf(artifact: string, files: DataFiles) {
  const input = {
    artifact: nameOf(artifact),
    commit: COMMIT,
    index: 'artifacts.yaml',
    listing: listFiles(Object.keys(files)),
  }
  const derived = deriveFacts(input, lookUp(files))
  if (derived.kind === 'needs') throw new Error('all files are there')
  return derived.value
}

function problemsOf(artifact: string, files: DataFiles) {
  return factsOf(artifact, files).problems.map(({ code, detail }) => [code, detail])
}

function annotate(entry: DataValue): DataFiles {
  return { 'artifacts.yaml': { m: entry } }
}

const PATH_LIMITS = 'the limits are 4,096 bytes, 64 segments and 255 bytes a segment'

test.each([
  ['30,000 segments', 'a/'.repeat(30_000), `"${'a/'.repeat(40)}…": ${PATH_LIMITS}`],
  ['65 segments', `${'a/'.repeat(64)}b`, `"${'a/'.repeat(40)}…": ${PATH_LIMITS}`],
  ['a segment of 256 bytes', 'é'.repeat(128), `"${'é'.repeat(80)}…": ${PATH_LIMITS}`],
  ['a long URL', `s3://b/${'x'.repeat(5000)}`, `"s3://b/${'x'.repeat(73)}…": ${PATH_LIMITS}`],
])('a path of %s is left out', (_, path, detail) => {
  expect(factsOf('m', annotate({ path })).path).toBe(null)
  expect(problemsOf('m', annotate({ path }))).toEqual([['path-too-long', detail]])
})

test('what is too long in an entry is cut or left out, and the rest counts', () => {
  const labels = ['x'.repeat(80_000), ...Array.from({ length: 150 }, (_, at) => `l${at}`)]
  const owners = ['o'.repeat(256), ...Array.from({ length: 150 }, (_, at) => `o${at}`)]
  const files = annotate({
    type: 't'.repeat(300),
    description: 'd'.repeat(250_000),
    labels,
    owners,
    path: 'm.pkl',
  })
  const facts = factsOf('m', files)
  expect([facts.type, facts.path]).toEqual([null, 'm.pkl'])
  expect(facts.description).toBe(`${'d'.repeat(16_384 - 10)} … [cut]`)
  expect([facts.labels.length, facts.labels[0], facts.labels[99]]).toEqual([100, 'l0', 'l99'])
  expect([facts.owners.length, facts.owners[0], facts.owners[99]]).toEqual([100, 'o0', 'o99'])
  expect(problemsOf('m', files)).toEqual([
    ['name-too-long', 'type: 300 bytes (the limit is 255)'],
    ['text-too-long', 'description: 250,000 bytes (the limit is 16,384)'],
    ['label-too-long', `"${'x'.repeat(80)}…": 80,000 characters (the limit is 200)`],
    ['list-too-long', 'labels: 150 items (the limit is 100)'],
    ['name-too-long', `"${'o'.repeat(80)}…": 256 bytes (the limit is 255)`],
    ['list-too-long', 'owners: 150 items (the limit is 100)'],
  ])
})

test('a stage writes a path of 120 KB', () => {
  const stages = { s: { outs: ['a/'.repeat(60_000), 'm.pkl'] } }
  expect(problemsOf('m', { 'dvc.yaml': { stages, artifacts: { m: { path: 'm.pkl' } } } })).toEqual([
    ['path-too-long', `"${'a/'.repeat(40)}…": ${PATH_LIMITS}`],
  ])
})

test.each<[string, DataFiles]>([
  ['vars', { 'dvc.yaml': { vars: ['x/'.repeat(3000)], metrics: ['${a}'] } }],
  ['wdir', { 'dvc.yaml': { stages: { s: { wdir: 'x/'.repeat(3000) } } } }],
  ['index', { '.gto': { index: 'x/'.repeat(3000) } }],
  ['an output', { 'dvc.yaml': { stages: { s: { outs: ['x/'.repeat(3000)] } } } }],
  [
    'a .dvc file',
    { ...annotate({ path: 'm.pkl' }), 'm.pkl.dvc': { outs: [{ path: 'x/'.repeat(3000) }] } },
  ],
])('a path that is too long in %s', (_, files) => {
  const branch = deriveBranch(BRANCH, listFiles(Object.keys(files)), lookUp(files))
  if (branch.kind === 'needs') throw new Error('all files are there')
  const found = [...branch.value.problems, ...factsOf('m', files).problems]
  expect(found.map(({ code, detail }) => [code, detail])).toContainEqual([
    ...['path-too-long', `"${'x/'.repeat(40)}…": ${PATH_LIMITS}`],
  ])
})

const deep = (at: number) => `${Array.from({ length: 63 }, () => 'd').join('/')}/${at}`
const STEPS = ['too-much-work', 'the limit is 4,000,000 steps']

test.each<[string, DataFiles, readonly (readonly string[])[]]>([
  [
    'each of 1,000 stages with 5,000 dependencies',
    {
      'dvc.yaml': {
        stages: {
          s: {
            foreach: Array.from({ length: 1000 }, (_, at) => `${at}`),
            do: { deps: Array.from({ length: 5000 }, (_, at) => `d${at}`) },
          },
        },
      },
    },
    [STEPS],
  ],
  [
    '1,000 stages that each add to 20,000 parameters',
    {
      'dvc.yaml': {
        vars: [manyKeys(20_000, String)],
        stages: {
          s: {
            foreach: manyKeys(1000, () => '${k1}'),
            do: { vars: [{ more: '1' }], deps: ['${item}'] },
          },
        },
      },
    },
    [STEPS],
  ],
  [
    'a template of 100,000 characters in 1,000 stages',
    {
      'dvc.yaml': {
        stages: {
          s: { foreach: manyKeys(1000, String), do: { deps: [`\${${'a.'.repeat(50_000)}}`] } },
        },
      },
    },
    [
      ['template-unresolved', `"\${${'a.'.repeat(39)}…"`],
      ['path-too-long', `"\${${'a.'.repeat(39)}…": ${PATH_LIMITS}`],
      STEPS,
    ],
  ],
  [
    'a matrix with 20,000 axes',
    { 'dvc.yaml': { stages: { s: { matrix: manyKeys(20_000, () => ['x']) } } } },
    [['list-too-long', 'matrix: 20,000 axes (the limit is 64)']],
  ],
  [
    'a matrix whose keys are long',
    {
      'dvc.yaml': {
        stages: {
          s: { matrix: { a: Array.from({ length: 900 }, String), b: ['x'.repeat(200_000)] } },
        },
      },
    },
    [STEPS],
  ],
  [
    '5,000 stages that name one path each, in one folder of 63 levels',
    {
      'dvc.yaml': {
        artifacts: { m: { path: deep(1) } },
        stages: manyKeys(900, (at) => ({ deps: [deep(at)], outs: [deep(at + 1)] })),
      },
    },
    [],
  ],
  [
    '10,000 dependencies below an output of 900 stages',
    {
      'dvc.yaml': {
        artifacts: { m: { path: 'a' } },
        stages: manyKeys(900, (at) => ({
          outs: ['a'],
          deps: Array.from({ length: 12 }, (_, other) => `a/x${at}-${other}`),
        })),
      },
    },
    [],
  ],
  [
    '20,000 clashes of variables',
    {
      'dvc.yaml': {
        vars: [manyKeys(20_000, String), manyKeys(20_000, () => 'other')],
        artifacts: { m: { path: '${k1}' } },
      },
    },
    [...Array.from({ length: 10 }, (_, at) => ['dvc-vars-conflict', `"k${at}"`])],
  ],
  [
    '20,000 keys of 1,000 parameters',
    {
      'params.yaml': manyKeys(1000, (at) => at),
      'dvc.yaml': {
        stages: { s: { params: Array.from({ length: 20_000 }, (_, at) => `q${at}`) } },
      },
    },
    [],
  ],
  [
    '200 metrics files',
    { 'dvc.yaml': { metrics: Array.from({ length: 200 }, (_, at) => `${at}.json`) } },
    [['list-too-long', 'metrics: 204 files (the limit is 100)']],
  ],
  [
    'long texts as parameters',
    { 'params.yaml': manyKeys(1000, () => 'x'.repeat(250_000)) },
    [['too-many-values', 'parameters: the limits are 1,000 values and 65,536 bytes']],
  ],
  [
    '20,000 stages that each name a param of one file',
    {
      'params.yaml': { a: 1 },
      'dvc.yaml': { stages: manyKeys(20_000, (at) => ({ params: [`k${at}`] })) },
    },
    [],
  ],
])('%s', (_, files, problems) => {
  const spent = cpuSeconds(() => expect(problemsOf('m', files)).toEqual(problems))
  expect(spent).toBeLessThan(MAX_CPU_SECONDS)
})

test('the names of values are as long as names, and their texts have memory of their own', () => {
  const nested = { a: { ['b'.repeat(253)]: 1, ['c'.repeat(254)]: 2 }, ['d'.repeat(300)]: { e: 3 } }
  const { params } = factsOf('m', { 'params.yaml': nested })
  expect(Object.keys(params)).toEqual([`a.${'b'.repeat(253)}`])
})

test('the models of a folder share what is derived of it', () => {
  const files: DataFiles = {
    'dvc.yaml': { stages: manyKeys(900, (at) => ({ deps: ['in'], outs: [`out${at}`] })) },
    'dvc.lock': { schema: '2.0', stages: manyKeys(5000, (at) => ({ outs: [{ path: `o${at}` }] })) },
    'artifacts.yaml': manyKeys(2000, (at) => ({ path: `m${at}` }), 'm'),
    'metrics.json': manyKeys(1000, (at) => at),
  }
  const look = lookUp(files)
  const listing = listFiles(Object.keys(files))
  const cache = openDeriveCache()
  const spent = cpuSeconds(() => {
    for (let at = 0; at < 2000; at += 1) {
      const artifact = nameOf(`m${at}`)
      const input = { artifact, commit: COMMIT, index: 'artifacts.yaml', listing }
      expect(deriveFacts(input, look, cache).kind).toBe('done')
    }
  })
  expect(spent).toBeLessThan(MAX_CPU_SECONDS)
})

test('1,000 folders that share one file of 1,000 models', () => {
  const shared = manyKeys(1000, () => ({ type: 'model' }), 'm')
  const paths = Array.from({ length: 1000 }, (_, at) => `f${at}/artifacts.yaml`)
  const look = lookUp(Object.fromEntries(paths.map((path) => [path, shared])))
  const spent = cpuSeconds(() => {
    const derived = deriveBranch(BRANCH, listFiles(paths), look)
    if (derived.kind === 'needs') throw new Error('all files are there')
    expect(derived.value.artifacts.size).toBe(10_000)
    expect(derived.value.problems.map(({ code, detail }) => [code, detail])).toEqual([
      ['too-many-models', 'the limits are 10,000 artifacts and 100,000 entries'],
    ])
  })
  expect(spent).toBeLessThan(MAX_CPU_SECONDS)
})

test('names of models that are none, in many folders', () => {
  const shared = manyKeys(1000, () => ({}), '_')
  const paths = Array.from({ length: 1000 }, (_, at) => `f${at}/artifacts.yaml`)
  const look = lookUp(Object.fromEntries(paths.map((path) => [path, shared])))
  const { files } = listFiles(paths).all()
  const cut = 'files: the limit is 50,000'
  const listing = { all: () => ({ files, cut }), changes: () => null }
  const derived = deriveBranch(BRANCH, listing, look)
  if (derived.kind === 'needs') throw new Error('all files are there')
  const { problems } = derived.value
  expect(problems.length).toBe(1001)
  expect(problems.slice(0, 2).map(({ code, detail }) => [code, detail])).toEqual([
    ['list-too-long', 'files: the limit is 50,000'],
    ['too-many-models', 'the limits are 10,000 artifacts and 100,000 entries'],
  ])
  expect(problems.at(-1)?.detail).toMatch(/^101,\d{3} problems \(the limit is 1,000\)$/)
})

test('a name of 256 bytes in an annotation file', () => {
  const look = lookUp({ 'f/artifacts.yaml': { ['m'.repeat(254)]: {}, ['n'.repeat(253)]: {} } })
  const derived = deriveBranch(BRANCH, listFiles(['f/artifacts.yaml']), look)
  if (derived.kind === 'needs') throw new Error('all files are there')
  expect([...derived.value.artifacts.keys()]).toEqual([`f:${'n'.repeat(253)}`])
  expect(derived.value.problems).toMatchObject([
    {
      code: 'name-too-long',
      detail: `"${'m'.repeat(80)}…": the limit for the whole name is 255 bytes`,
    },
  ])
})

test('100,000 stages in .gto', () => {
  const stages = Array.from({ length: 100_000 }, (_, at) => `s${at}`)
  const derived = deriveBranch(BRANCH, listFiles([]), lookUp({ '.gto': { stages } }))
  if (derived.kind === 'needs') throw new Error('all files are there')
  expect(derived.value.gto.stages?.length).toBe(100)
  expect(derived.value.problems).toMatchObject([
    { code: 'list-too-long', detail: 'stages: 100,000 names (the limit is 100)' },
  ])
})

const SPACE = '\u2028'

test.each([
  ['a star and 100 KB', `*${'a'.repeat(100_000)}b @x`],
  ['stars and 4 KB', `${'*a'.repeat(2000)}b @x`],
  ['stars in folders', `${'**/*a*/'.repeat(580)}b @x`],
  ['100 KB before a line separator', `${'a'.repeat(100_000)} ${'b'.repeat(100_000)}${SPACE}c`],
  ['spaces after a section', `[a]${' '.repeat(200_000)}x${SPACE}y`],
  ['comments after a rule', `a ${' #'.repeat(100_000)}${SPACE}`],
  ['backslashes', '\\'.repeat(200_000)],
  ['60,000 rules', '*a*b @x\n'.repeat(25_000)],
])('CODEOWNERS: %s', (_, text) => {
  const path = Array.from({ length: 16 }, () => 'a'.repeat(250)).join('/')
  const spent = cpuSeconds(() => {
    const codeowners = parseCodeowners('CODEOWNERS', text)
    if (codeowners === null) return
    expect(listCodeowners(codeowners, path, openStepBudget(10_000_000))).toEqual([])
  })
  expect(spent).toBeLessThan(MAX_CPU_SECONDS)
})

test('a rule that cannot be read leaves no owners to another rule', () => {
  expect(parseCodeowners('CODEOWNERS', `* @all\n/${'a'.repeat(4096)} @ml`)).toBe(null)
})

test('CODEOWNERS is matched for all artifacts with one number of steps', () => {
  const codeowners = parseCodeowners('CODEOWNERS', '* @all')
  const branch = {
    branch: BRANCH,
    artifacts: new Map(),
    codeowners,
    mailmap: [],
    data: [],
    problems: [],
  }
  const gto = { stages: null, types: null, index: 'artifacts.yaml' }
  const facts = new Map([[COMMIT, factsOf('m', annotate({ path: 'm.pkl' }))]])
  const ownersBudget = openStepBudget(10)
  const artifacts = Array.from({ length: 10 }, () =>
    deriveArtifact({
      name: nameOf('m'),
      tags: [],
      commits: new Map(),
      facts,
      ownersBudget,
      branches: [{ ...branch, gto }],
      versionsPerStage: 'one' as const,
    }),
  )
  expect(artifacts[0]?.owners).toEqual([
    { name: '@all', source: 'codeowners', email: null, aliases: [] },
  ])
  expect(artifacts[9]?.owners).toEqual([])
  expect(artifacts[9]?.problems).toMatchObject([
    { code: 'too-much-work', detail: 'CODEOWNERS: the limit is 50,000,000 steps' },
  ])
})

test('versions on one commit that are taken back one after the other, each before a stage tag', () => {
  const count = 20_000
  const name = (at: number) => `m@v1.0.${at}`
  const tags = [
    ...Array.from({ length: count }, (_, at) => buildTag(name(at), { commit: COMMIT, at: 1 })),
    ...Array.from({ length: count }, (_, at) => {
      const tag = { commit: COMMIT, at: 10 + 2 * at }
      const stage = { commit: COMMIT, at: 11 + 2 * at }
      return [buildTag(`${name(count - 1 - at)}!`, tag), buildTag(`m#prod#${at}`, stage)]
    }).flat(),
  ]
  const spent = cpuSeconds(() => {
    const { events } = bindEvents(nameOf('m'), tags)
    const assigned = events.filter(({ kind }) => kind === 'assignment')
    expect(assigned.slice(0, 2).map(({ version }) => version)).toEqual(['v1.0.19998', 'v1.0.19997'])
    // The last one finds none that is active: the highest one stands for all.
    expect(assigned.slice(-2).map(({ version }) => version)).toEqual(['v1.0.0', 'v1.0.19999'])
  })
  expect(spent).toBeLessThan(MAX_CPU_SECONDS)
})

test('an artifact in more stages than one answer can name', () => {
  const tags = Array.from({ length: 3000 }, (_, at) =>
    buildTag(`m#s${at}#1`, { commit: COMMIT, at: 1 }),
  )
  const artifact = deriveArtifact({
    name: nameOf('m'),
    tags,
    commits: new Map(),
    facts: new Map(),
    branches: [],
    versionsPerStage: 'one' as const,
  })
  expect(artifact.stages.size).toBe(500)
  expect(artifact.problems).toMatchObject([
    { code: 'list-too-long', detail: 'stages: the limit is 500 versions in stages' },
  ])
})

test('tags whose texts were cut are one problem', () => {
  const tags = Array.from({ length: 7 }, (_, at) => ({
    ...buildTag(`m@v1.0.${at}`, { commit: fakeOid(`${at}`), at }),
    message: 'long … [cut]',
  }))
  const artifact = deriveArtifact({
    name: nameOf('m'),
    tags,
    commits: new Map(),
    facts: new Map(),
    branches: [],
    versionsPerStage: 'one' as const,
  })
  const limits = 'the limits are 16,384 bytes for a message and 67,108,864 for all'
  const names = 'm@v1.0.0, m@v1.0.1, m@v1.0.2, m@v1.0.3, m@v1.0.4, … (7)'
  expect(artifact.problems).toMatchObject([
    { code: 'text-too-long', tag: 'm@v1.0.0', detail: `${limits}: ${names}` },
  ])
})
