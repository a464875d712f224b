import { lockText, renderDvcFile, renderDvcProject, renderImport } from './dvc-files.mjs'
import { md5 } from './noise.mjs'
import { day, people } from './people.mjs'
import { releaseModel, tagStage } from './release-model.mjs'
import { createTimeline } from './timeline.mjs'

const { ben, deepak, emi, bot } = people

/** Where the people of the demo get the repository `churn` from. */
export const CHURN_URL = 'https://git.example.com/customers/churn.git'

/** A monorepo: every model is `directory:name`. Templated dvc.yaml, a model at a URL, npm's tags beside GTO's, data that is imported from `churn`. */
export function visionHistory({ churn }) {
  const timeline = createTimeline(render)
  timeline.change({
    at: day(1.2),
    by: emi,
    message: 'Move the vision projects into one repository',
    change: () => {},
  })
  for (const model of models) releaseModel(timeline, model)
  timeline.change({
    at: day(318),
    by: deepak,
    message: 'Try an annotation for the tracking experiment',
    change: (state) => {
      state.experiment = true
    },
  })
  addAddresses(timeline, churn)
  addOddities(timeline)
  addRules(timeline)
  return timeline.finish()
}

/** The reader learns addresses of customers. Their script changes later, and nobody runs it again. */
function addAddresses(timeline, churn) {
  const rev = 'churn@v1.2.1'
  const tracked = churn.readAt(rev, 'data/customers.csv.dvc')
  const source = { url: CHURN_URL, rev, tracked }
  timeline.change({
    at: day(171.2),
    by: emi,
    message: 'Teach the reader addresses of customers',
    change: (state) => {
      state.customers = { ...source, commit: churn.commitOf(rev) }
      state.addresses = ADDRESSES
    },
  })
  timeline.change({
    at: day(215.6),
    by: deepak,
    message: 'Leave post boxes out of the addresses',
    change: (state) => {
      state.addresses = ADDRESSES.replace('dropna()', 'dropna().loc[~rows["post_box"]]')
    },
  })
}

function model(dir, id, more) {
  return {
    id,
    dir,
    key: `${dir}:${id}`,
    tag: `${dir}=${id}`,
    name: `${dir}:${id}`,
    type: 'model',
    script: 'train.py',
    data: 'data/images',
    path: `weights/${id}.onnx`,
    pathInDvc: `\${weights}/${id}.onnx`,
    approver: emi,
    by: [emi, deepak],
    signs: 'none',
    messages: [],
    ...more,
  }
}

const models = [
  model('detector', 'yolo', {
    size: 46_700_000,
    desc: 'Finds parcels on a conveyor belt',
    labels: ['vision', 'detection', 'edge'],
    owners: ['emi@example.com', 'deepak@example.com'],
    first: day(9.3),
    every: 41,
    versions: ['v1.0.0', 'v1.1.0', 'v1.2.0', 'v2.0.0', 'v2.1.0', 'v2.1.1', 'v3.0.0'],
    reach: ['dsp', 'ds', 'dsp', 'dsp', 'dsp', 'sp', 'ds'],
    metrics: { map50: [0.71, 0.884], map50_95: [0.44, 0.63], fps: [38, 61], latency_ms: [26, 16] },
    params: { image_size: [512, 640, 640, 768], epochs: [60, 80, 100], augment: [true] },
    signs: 'all',
    messages: ['Train the detector on belt A', 'Add night images'],
  }),
  model('detector', 'damage', {
    size: 21_200_000,
    desc: 'Tells damaged parcels from whole ones',
    labels: ['vision', 'classification'],
    owners: ['deepak@example.com'],
    first: day(63.7),
    every: 55,
    versions: ['v0.1.0', 'v0.2.0', 'v1.0.0', 'v1.1.0'],
    reach: ['d', 'ds', 'dsp', 'd'],
    metrics: { accuracy: [0.86, 0.947], recall: [0.71, 0.9], latency_ms: [12, 9] },
    params: { image_size: [224], epochs: [20, 30], augment: [false, true] },
    messages: ['Classify damage'],
  }),
  model('ocr', 'reader', {
    size: 88_400_000,
    desc: 'Reads the address on a label',
    labels: ['vision', 'ocr', 'text'],
    owners: ['emi@example.com'],
    first: day(22.4),
    every: 50,
    versions: ['v1.0.0', 'v1.1.0', 'v1.1.1', 'v1.2.0', 'v2.0.0', 'v2.0.1'],
    reach: ['ds', 'dsp', 'p', 'dsp', 'dsp', 's'],
    metrics: { cer: [0.082, 0.031], wer: [0.19, 0.084], latency_ms: [64, 42] },
    params: { beam_width: [4, 4, 8], languages: ['de', 'de', 'de,fr', 'de,fr,it'] },
    signs: 'production',
    messages: ['Read printed addresses', 'Add handwriting'],
  }),
  model('ocr', 'layout', {
    size: 12_900_000,
    desc: 'Finds the blocks of text on a label',
    labels: ['vision', 'ocr'],
    owners: ['ben@example.com'],
    first: day(120.2),
    every: 64,
    versions: ['v0.1.0', 'v0.2.0', 'v0.3.0'],
    reach: ['d', 'ds', ''],
    metrics: { iou: [0.74, 0.83], latency_ms: [130, 85] },
    params: { image_size: [1024], epochs: [40] },
    by: [ben],
    messages: ['Segment labels into blocks'],
  }),
  model('embeddings', 'clip', {
    size: 605_000_000,
    path: 's3://example-models/vision/clip',
    desc: 'Image and text embeddings for search; weights stay in object storage',
    labels: ['vision', 'embedding', 'foundation'],
    owners: ['emi@example.com'],
    first: day(80.5),
    every: 90,
    versions: ['v1.0.0', 'v1.1.0', 'v2.0.0'],
    reach: ['ds', 'dsp', 'd'],
    metrics: {},
    params: {},
    remote: true,
    messages: ['Point at the embedding weights'],
  }),
]

/** Somebody else has to agree before a model is in production, and it has to be fast enough for the belt. */
function addRules(timeline) {
  timeline.change({
    at: day(319.4),
    by: emi,
    message: 'Ask for approval before production',
    change: (state) => {
      state.rules = true
    },
  })
}

/** Tags that are no registry tags, or only look like it. */
function addOddities(timeline) {
  const [yolo, , reader] = models
  tagStage(timeline, yolo, {
    stage: 'production',
    version: 'v2.0.0',
    days: 4 * 41 + 9.5,
    by: emi,
    message: 'Roll production back to v2.0.0\n\nv2.1.0 drops frames on belt C.',
    signed: true,
  })
  tagStage(timeline, reader, {
    stage: 'canary',
    version: 'v2.0.1',
    days: 253,
    by: emi,
    message: 'Assign the canary stage to the version v2.0.1',
  })
  for (const [name, days] of [
    ['viewer@1.0.0', 40],
    ['viewer@1.1.0', 140],
    ['@example/labels@0.3.0', 200],
  ]) {
    timeline.tag({
      name,
      at: day(days),
      by: bot,
      message: `Publish ${name}`,
      on: 'detector=yolo v1.0.0',
    })
  }
  timeline.tag({
    name: 'detector=yolo#production',
    at: day(300),
    by: bot,
    on: 'detector=yolo v3.0.0',
    lightweight: true,
  })
}

function render(state) {
  const files = {
    'README.md': README,
    '.gitlab-ci.yml': PIPELINE,
    CODEOWNERS: '[Vision]\n* @example/vision\n/ocr/ @example/documents\n',
    'viewer/package.json': '{\n  "name": "viewer",\n  "version": "1.1.0",\n  "private": true\n}\n',
  }
  for (const dir of ['detector', 'ocr']) addDvcProject(files, state, dir)
  const clip = state['embeddings:clip']
  if (clip) files['embeddings/artifacts.yaml'] = formatClip(clip)
  if (state.experiment) files['tracking/artifacts.yaml'] = BROKEN
  if (state.rules) files['.signet.yaml'] = RULES
  return files
}

function addDvcProject(files, state, dir) {
  const trained = models
    .filter((model) => model.dir === dir && state[model.key])
    .map(({ key }) => state[key])
  if (trained.length === 0) return
  const scripts = {
    'train.py': `"""Trains one model of ${dir}/; parameters stand in params.yaml."""\n`,
  }
  const data = { 'data/images': imagesAt(dir, trained) }
  const vars = [{ weights: 'weights' }, { team: dir === 'ocr' ? 'documents' : 'vision' }]
  const base = { trained, artifacts: buildArtifacts(trained), vars, scripts, data }
  const hasAddresses = dir === 'ocr' && state.customers !== undefined
  const project = {
    ...scripts,
    'data/images.dvc': renderDvcFile('images', data['data/images']),
    ...(hasAddresses ? renderWithAddresses(base, state) : renderDvcProject(base)),
  }
  for (const [file, content] of Object.entries(project)) files[`${dir}/${file}`] = content
}

function imagesAt(dir, trained) {
  const images = trained.reduce((sum, { step }) => sum + step + 1, 0)
  return {
    md5: `${md5(`${dir} images ${images}`)}.dir`,
    size: 2_400_000_000 + 61_000_000 * images,
    nfiles: 18_000 + 420 * images,
  }
}

/** A project whose reader is trained on a list of addresses too, made from the imported customers. */
function renderWithAddresses(base, { customers, addresses }) {
  const [, hash] = /md5: "?(\w+)/.exec(customers.tracked)
  const [, size] = /size: (\d+)/.exec(customers.tracked)
  const list = { md5: md5(`addresses ${hash} ${md5(ADDRESSES)}`), size: 7_214_000 }
  const cmd = 'python addresses.py'
  const reads = ['data/addresses.txt', 'data/images']
  const lock = {
    cmd,
    // Of the first run, and the only one.
    deps: [
      lockText('addresses.py', ADDRESSES),
      { path: 'data/customers.csv', hash: 'md5', md5: hash, size: Number(size) },
    ],
    outs: [{ path: 'data/addresses.txt', hash: 'md5', ...list }],
  }
  const deps = ['addresses.py', 'data/customers.csv']
  return {
    'addresses.py': addresses,
    'data/customers.csv.dvc': renderImport({ path: 'data/customers.csv', ...customers }),
    ...renderDvcProject({
      ...base,
      trained: base.trained.map((one) => (one.model.id === 'reader' ? { ...one, reads } : one)),
      data: { ...base.data, 'data/addresses.txt': list },
      more: {
        stages: { addresses: { cmd, deps, outs: ['data/addresses.txt'] } },
        locks: { addresses: lock },
      },
    }),
  }
}

function buildArtifacts(trained) {
  const entries = trained.map(({ model: { id, pathInDvc, type, desc, labels, owners } }) => [
    id,
    { path: pathInDvc, type, desc, labels: [...labels, `\${team}`], meta: { owners } },
  ])
  return Object.fromEntries(entries)
}

function formatClip({ version, model: { path, desc, labels, owners } }) {
  return `clip:
  type: model
  path: ${path}/${version}/model.safetensors
  description: ${desc}
  labels: [${labels.join(', ')}]
  custom:
    owners: [${owners.join(', ')}]
`
}

const BROKEN = `tracker:
  type: model
  path: weights/tracker.onnx
   description: follows a parcel from camera to camera
`

const ADDRESSES = `"""Lists the addresses of customers, which the reader is likely to meet."""
import pandas as pd

rows = pd.read_csv("data/customers.csv")
rows["address"].dropna().to_csv("data/addresses.txt", index=False, header=False)
`

const RULES = `# Rules of Signet for this repository.
stages:
  rules:
    production:
      from: staging
      approvals: 1
      checks: ["metrics.latency_ms <= 50"]
`

const README = `# Vision

One folder per project. Each has its own dvc.yaml; \`embeddings\` only points at weights in object storage.
`

const PIPELINE = `deploy:
  image: python:3.12
  rules:
    - if: $CI_COMMIT_TAG =~ /#production(#[0-9]+)?$/
  script:
    - ./deploy.sh "$CI_COMMIT_TAG"
`
