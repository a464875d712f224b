import { expect, test } from 'vitest'
import { listOpenLineageFaults } from '@/lib/testing/open-lineage-schema'
import { type OpenLineageEvent, openLineage } from '@/lib/views/open-lineage'
import { buildOpenLineage, type OpenLineageSource } from './build-open-lineage'
import { formatUuid } from './format-uuid'
import { COMMIT, pipelineOf } from './testing/pipeline-of'

const REPO = 'https://git.example.com/ml/churn.git'

const SOURCE: OpenLineageSource = {
  ...{ version: 'v1.0.0', commit: COMMIT, path: 'models/m.pkl', hash: 'e1', size: 20 },
  ...{ repoUrl: REPO, committedAt: '2026-01-02T03:04:05+02:00' },
  fileHref: (path) => `https://forge.example.com/c/${path}`,
}

/** The answer for these files; each event is one of the standard, and of our own schema. */
function build(files: Readonly<Record<string, string>>, source: Partial<OpenLineageSource> = {}) {
  const view = buildOpenLineage(pipelineOf(files), { ...SOURCE, ...source })
  for (const event of view.items) expect(listOpenLineageFaults(event)).toEqual([])
  expect(openLineage.parse(view)).toEqual(view)
  return view
}

function show(event: OpenLineageEvent): unknown {
  if ('dataset' in event) return ['dataset', event.dataset.namespace, event.dataset.name]
  const namesOf = (datasets: typeof event.inputs) =>
    datasets.map(({ namespace, name }) => (namespace === REPO ? name : `${namespace} ${name}`))
  const kind = 'run' in event ? 'run' : 'job'
  return [kind, event.job.name, namesOf(event.inputs), namesOf(event.outputs)]
}

/** The stages stand in the reverse of the order in which they run. */
const DVC = `
stages:
  score: { cmd: s, deps: [models/m.pkl], metrics: [score.json: { cache: false }] }
  train: { cmd: t, deps: [train.py, data.csv], params: [lr], outs: [models/m.pkl, log.txt] }
  prepare: { cmd: p, deps: [raw.csv, "s3://bucket/a/b.csv"], outs: [data.csv] }
  other: { cmd: o, outs: [other.csv] }
`
const LOCK = `
schema: '2.0'
stages:
  prepare:
    cmd: p
    deps: [{ path: raw.csv, hash: md5, md5: a1 }, { path: "s3://bucket/a/b.csv", etag: b1 }]
    outs: [{ path: data.csv, hash: md5, md5: d1, size: 10 }]
  train:
    cmd: t
    deps: [{ path: train.py, hash: md5, md5: c1 }, { path: data.csv, hash: md5, md5: d1 }]
    params: { params.yaml: { lr: 1 } }
    outs: [{ path: models/m.pkl, hash: md5, md5: e1, size: 20 }, { path: log.txt, md5: f1 }]
`
const FILES = {
  'dvc.yaml': DVC,
  'dvc.lock': LOCK,
  'raw.csv.dvc': 'outs: [{ path: raw.csv, md5: a1 }]',
}

const from = (_schemaURL: string) => ({ _producer: 'urn:signet:lineage', _schemaURL })
const SPEC = 'https://openlineage.io/spec'
const version = (datasetVersion: string) => ({
  version: {
    ...from(
      `${SPEC}/facets/1-0-1/DatasetVersionDatasetFacet.json#/$defs/DatasetVersionDatasetFacet`,
    ),
    datasetVersion,
  },
})

test('the run of each stage that led to the model is an event, upstream first', () => {
  const { items, ...rest } = build(FILES)
  expect(rest).toEqual({ version: 'v1.0.0', commit: COMMIT, total: 2 })
  expect(items.map(show)).toEqual([
    ['run', 'dvc.yaml:prepare', ['raw.csv', 's3://bucket a/b.csv'], ['data.csv']],
    ['run', 'dvc.yaml:train', ['train.py', 'data.csv', 'params.yaml'], ['log.txt', 'models/m.pkl']],
  ])
  expect(items[1]).toEqual({
    eventTime: '2026-01-02T03:04:05+02:00',
    producer: 'urn:signet:lineage',
    schemaURL: `${SPEC}/2-0-2/OpenLineage.json#/$defs/RunEvent`,
    eventType: 'COMPLETE',
    run: { runId: formatUuid(JSON.stringify([REPO, COMMIT, 'dvc.yaml:train'])) },
    job: {
      namespace: REPO,
      name: 'dvc.yaml:train',
      facets: {
        jobType: {
          ...from(`${SPEC}/facets/2-0-3/JobTypeJobFacet.json#/$defs/JobTypeJobFacet`),
          ...{ processingType: 'BATCH', integration: 'DVC', jobType: 'STAGE' },
        },
        sourceCodeLocation: {
          ...from(
            `${SPEC}/facets/1-0-1/SourceCodeLocationJobFacet.json#/$defs/SourceCodeLocationJobFacet`,
          ),
          ...{ type: 'git', url: 'https://forge.example.com/c/dvc.yaml', repoUrl: REPO },
          ...{ path: 'dvc.yaml', version: COMMIT },
        },
      },
    },
    inputs: [
      { namespace: REPO, name: 'train.py', facets: version('c1') },
      { namespace: REPO, name: 'data.csv', facets: version('d1') },
      { namespace: REPO, name: 'params.yaml', facets: {} },
    ],
    outputs: [
      { namespace: REPO, name: 'log.txt', facets: version('f1'), outputFacets: {} },
      {
        namespace: REPO,
        name: 'models/m.pkl',
        facets: {
          ...version('e1'),
          datasetType: {
            ...from(
              `${SPEC}/facets/1-0-0/DatasetTypeDatasetFacet.json#/$defs/DatasetTypeDatasetFacet`,
            ),
            datasetType: 'MODEL',
          },
        },
        outputFacets: {
          outputStatistics: {
            ...from(
              `${SPEC}/facets/1-0-2/OutputStatisticsOutputDatasetFacet.json#/$defs/OutputStatisticsOutputDatasetFacet`,
            ),
            size: 20,
          },
        },
      },
    ],
  })
})

test('the same version is answered with the same runs, another commit or stage with others', () => {
  const runsOf = (source: Partial<OpenLineageSource>) =>
    build(FILES, source).items.map((event) => ('run' in event ? event.run.runId : null))
  const runs = runsOf({})
  expect(runsOf({})).toEqual(runs)
  const others = [runsOf({ commit: 'd'.repeat(40) }), runsOf({ repoUrl: `${REPO}2` })]
  expect(new Set([...runs, ...others.flat()]).size).toBe(6)
})

test('a UUID is the one of RFC 9562', () => {
  expect(formatUuid('https://example.com/é')).toBe('20ecd233-a9e7-5067-a96f-fd6600ca3fda')
})

test('a stage that never ran is a job without a run', () => {
  const { items } = build({ ...FILES, 'dvc.lock': LOCK.replace('  train:', '  gone:') })
  expect(items.map(show)).toEqual([
    ['run', 'dvc.yaml:prepare', ['raw.csv', 's3://bucket a/b.csv'], ['data.csv']],
    ['job', 'dvc.yaml:train', ['train.py', 'data.csv', 'params.yaml'], ['log.txt', 'models/m.pkl']],
  ])
  expect(items[1]?.schemaURL).toBe(`${SPEC}/2-0-2/OpenLineage.json#/$defs/JobEvent`)
})

test('a model in a folder that a stage makes is an output beside the folder', () => {
  const { items } = build({
    'dvc.yaml': 'stages: { t: { cmd: x, outs: [models] } }',
    'dvc.lock': 'schema: "2.0"\nstages: { t: { cmd: x, outs: [{ path: models, md5: a1.dir }] } }',
  })
  expect(items.map(show)).toEqual([['run', 'dvc.yaml:t', [], ['models', 'models/m.pkl']]])
})

test('an import has the other repository as its source, and no run before it was fetched', () => {
  const imported = (out: string) => ({
    'models/m.pkl.dvc': `deps: [{ path: a/m.pkl, repo: { url: "https://ana:secret@example.com/data.git?token=secret", rev_lock: abcdef } }]\nouts: [{ path: m.pkl${out} }]`,
  })
  const { items } = build(imported(', md5: aa'))
  const source = 'https://example.com/data.git a/m.pkl'
  expect(items.map(show)).toEqual([['run', 'models/m.pkl.dvc', [source], ['models/m.pkl']]])
  const [event] = items
  if (event === undefined || 'dataset' in event) throw new Error('no job')
  expect(event.inputs[0]?.facets).toEqual(version('abcdef'))
  expect(event.job.facets.jobType.jobType).toBe('IMPORT')
  expect(build(imported('')).items.map(show)).toEqual([
    ['job', 'models/m.pkl.dvc', [source], ['models/m.pkl']],
  ])
})

test('what lies outside of the repository is named by its URL, without secrets', () => {
  const urls = [
    'https://ana:secret@example.com/a/b.csv?token=secret#secret',
    'gs://bucket/a/b.csv',
    'hdfs://name:8020/a/b.csv',
    '/data/b.csv',
    'remote://storage/b.csv',
  ]
  const { items } = build({
    'dvc.yaml': `stages: { t: { cmd: x, deps: ${JSON.stringify(urls)}, outs: [models/m.pkl] } }`,
  })
  expect(items.map(show)).toEqual([
    [
      'job',
      'dvc.yaml:t',
      [
        'https://example.com /a/b.csv',
        'gs://bucket a/b.csv',
        'hdfs://name:8020 /a/b.csv',
        'file /data/b.csv',
        'remote://storage b.csv',
      ],
      ['models/m.pkl'],
    ],
  ])
  expect(JSON.stringify(items)).not.toContain('secret')
})

test.each<[string, Partial<OpenLineageSource>, Readonly<Record<string, string>>, unknown]>([
  ['in Git', { hash: 'git:ab' }, {}, [REPO, 'models/m.pkl', 'git:ab']],
  [
    'that dvc add recorded',
    { hash: 'aa' },
    { 'models/m.pkl.dvc': 'outs: [{ path: m.pkl, md5: aa }]' },
    [REPO, 'models/m.pkl', 'aa'],
  ],
  [
    'at a URL',
    { path: 'https://example.com/m/', hash: null },
    {},
    ['https://example.com', '/m/', undefined],
  ],
])('a model %s that no stage makes is a dataset without a job', (_, source, files, expected) => {
  const { items, total } = build(files, source)
  expect(total).toBe(1)
  const [event] = items
  if (event === undefined || !('dataset' in event)) throw new Error('no dataset')
  const { namespace, name, facets } = event.dataset
  expect([namespace, name, facets.version?.datasetVersion]).toEqual(expected)
  expect(facets.datasetType?.datasetType).toBe('MODEL')
})

test('a version without a path has no events', () => {
  expect(build(FILES, { path: null, hash: null })).toMatchObject({ items: [], total: 0 })
})

test('code has a location only where a URL leads to it', () => {
  const locationOf = (repoUrl: string) => {
    const [event] = build(FILES, { repoUrl, fileHref: () => null }).items
    if (event === undefined || 'dataset' in event) throw new Error('no job')
    return event.job.facets.sourceCodeLocation?.url
  }
  expect(locationOf(REPO)).toBe(REPO)
  expect(locationOf('ssh://git@example.com/a.git')).toBe('ssh://git@example.com/a.git')
  expect(locationOf('git@example.com:a.git')).toBe(undefined)
  expect(locationOf('/srv/git/a.git')).toBe(undefined)
})

test('stages of a cycle are events as well', () => {
  const { items } = build({
    'dvc.yaml':
      'stages: { a: { cmd: x, deps: [b], outs: [models/m.pkl] }, b: { cmd: y, deps: [models/m.pkl], outs: [b] } }',
  })
  expect(items.map(show)).toEqual([
    ['job', 'dvc.yaml:a', ['b'], ['models/m.pkl']],
    ['job', 'dvc.yaml:b', ['models/m.pkl'], ['b']],
  ])
})

test('an answer has the events next to the model, and says how many there are', () => {
  const before = Array.from({ length: 2_500 }, (_, at) => `  s${at}: { cmd: x, outs: [o${at}] }`)
  const deps = Array.from({ length: 2_500 }, (_, at) => `o${at}`)
  const train = `  t: { cmd: x, deps: [${deps}], outs: [models/m.pkl] }`
  const { items, total } = build({ 'dvc.yaml': ['stages:', train, ...before].join('\n') })
  expect(total).toBe(2_501)
  expect(items.length).toBeGreaterThan(500)
  expect(JSON.stringify(items).length).toBeLessThan(1_600_000)
  const last = items.at(-1)
  expect(last !== undefined && 'job' in last && last.job.name).toBe('dvc.yaml:t')
})

test('the check of these tests finds what OpenLineage does not allow', () => {
  const [event] = build(FILES).items
  if (event === undefined || !('run' in event)) throw new Error('no run')
  const faultsOf = (broken: object) => listOpenLineageFaults({ ...event, ...broken }).join()
  expect(faultsOf({ run: { runId: '1' } })).toContain('/run/runId must match format "uuid"')
  expect(faultsOf({ eventTime: 'now' })).toContain('/eventTime must match format "date-time"')
  expect(faultsOf({ producer: 'signet' })).toContain('/producer must match format "uri"')
  expect(faultsOf({ job: { namespace: REPO } })).toContain(
    "/job must have required property 'name'",
  )
  const facets = { version: { datasetVersion: '1' } }
  const inputs = [{ namespace: REPO, name: 'a', facets }]
  expect(faultsOf({ inputs })).toContain(
    "/inputs/0/facets/version must have required property '_producer'",
  )
})
