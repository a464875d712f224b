import { md5 } from './noise.mjs'
import { day, people } from './people.mjs'
import { releaseModel, tagStage } from './release-model.mjs'
import { createTimeline } from './timeline.mjs'
import { writeYaml } from './write-yaml.mjs'

const { ana, chiara, deepak, bot } = people

/** Annotations in artifacts.yaml alone, no DVC: commits in stages without a version, two versions on one commit. */
export function nlpHistory() {
  const timeline = createTimeline(render)
  timeline.change({
    at: day(2.3),
    by: chiara,
    message: 'Collect the language models',
    change: () => {},
  })
  for (const model of models) releaseModel(timeline, model)
  addTrials(timeline)
  return timeline.finish()
}

function model(id, more) {
  return {
    id,
    key: id,
    tag: id,
    name: id,
    type: 'model',
    path: `models/${id}.txt`,
    rows: 40 + 11 * id.length,
    approver: chiara,
    by: [chiara, deepak],
    signs: 'none',
    params: {},
    messages: [],
    ...more,
  }
}

const models = [
  model('sentiment', {
    description: 'Positive, neutral or negative; reviews in five languages',
    labels: ['nlp', 'classification', 'multilingual'],
    owners: ['chiara@example.com'],
    first: day(6.6),
    every: 37,
    versions: ['v1.0.0', 'v1.1.0', 'v1.2.0', 'v1.3.0', 'v1.4.0', 'v1.5.0'],
    reach: ['dsp', 'ds', 'dsp', 'dsp', '', 'dsp'],
    metrics: { accuracy: [0.87, 0.931], f1_macro: [0.81, 0.902] },
    params: { base: ['xlm-roberta-base'], epochs: [3, 3, 4], learning_rate: [0.00005, 0.00003] },
    signs: 'production',
    messages: ['Fine-tune on reviews'],
  }),
  model('ner', {
    description: 'People, places and organisations in contracts',
    labels: ['nlp', 'tagging', 'legal'],
    owners: ['deepak@example.com', 'legal-ml@example.com'],
    first: day(28.1),
    every: 66,
    versions: ['v0.1.0', 'v0.2.0', 'v1.0.0', 'v1.1.0'],
    reach: ['d', 'ds', 'dsp', 'ds'],
    metrics: { f1: [0.78, 0.89], precision: [0.8, 0.91] },
    messages: ['Tag contracts'],
  }),
  model('intent', {
    description: 'What a caller wants, from the first sentence',
    labels: ['nlp', 'classification', 'support'],
    owners: ['ana@example.com'],
    first: day(52.9),
    every: 48,
    versions: ['v1.0.0', 'v1.0.1', 'v1.1.0', 'v2.0.0'],
    reach: ['ds', 'sp', 'dsp', 'd'],
    metrics: { top1: [0.76, 0.86], top3: [0.91, 0.96] },
    by: [ana],
    messages: ['Sort calls by intent'],
  }),
  model('summarizer', {
    path: 'https://models.example.com/summarizer/',
    description: 'Two sentences for a support ticket',
    labels: ['nlp', 'generation', 'support'],
    owners: ['chiara@example.com'],
    first: day(101.7),
    every: 70,
    versions: ['v0.1.0', 'v0.2.0', 'v0.3.0'],
    reach: ['d', 'ds', 'ds'],
    metrics: { rouge_l: [0.31, 0.42] },
    messages: ['Summarise tickets'],
  }),
  model('toxicity', {
    description: 'Whether a comment insults somebody',
    labels: ['nlp', 'classification', 'moderation'],
    owners: [],
    first: day(88.8),
    every: 83,
    versions: ['v1.0.0', 'v1.1.0', 'v1.2.0'],
    reach: ['ds', 'dsp', 'p'],
    metrics: { auc: [0.93, 0.968], fpr: [0.06, 0.021] },
    by: [deepak],
    messages: ['Score comments'],
  }),
]

/** Commits that were tried in a stage before anybody registered them, and a version too many. */
function addTrials(timeline) {
  const [sentiment, ner, , summarizer] = models
  const trials = [
    ['ner', 60.4, deepak],
    ['summarizer', 215.2, chiara],
    ['sentiment', 232.3, chiara],
  ]
  for (const [id, at, by] of trials) {
    timeline.change({
      id: `trial of ${id}`,
      at: day(at),
      by,
      message: `Try a longer context for ${id}`,
      change: (state) => {
        state.trials = [...(state.trials ?? []), id]
      },
    })
    timeline.tag({
      name: `${id}#dev#N`,
      at: day(at + 0.1),
      by,
      message: `Try an unregistered commit of ${id}`,
      on: `trial of ${id}`,
    })
  }
  timeline.tag({
    name: 'ner#dev!#N',
    at: day(75),
    by: deepak,
    message: 'Done with the trial',
    on: 'trial of ner',
  })
  timeline.tag({
    name: 'sentiment@v1.4.1',
    at: sentiment.first + (4 * 37 + 1) * 86_400,
    by: deepak,
    message: 'Register version v1.4.1',
    on: 'sentiment v1.4.0',
  })
  tagStage(timeline, sentiment, {
    stage: 'staging',
    version: 'v1.4.0',
    days: 4 * 37 + 2,
    by: chiara,
    message: 'Assign the staging stage to the version v1.4.1',
  })
  tagStage(timeline, ner, {
    stage: 'staging!',
    version: 'v0.2.0',
    days: 140,
    by: deepak,
    message: "Unassigning stage 'staging' from version 'v0.2.0'",
  })
  tagStage(timeline, summarizer, {
    stage: 'production',
    version: 'v0.3.0',
    days: 200,
    by: bot,
    message: 'Assign the production stage to the version v0.3.0',
  })
  timeline.tag({
    name: 'v2026.09',
    at: day(260),
    by: bot,
    message: 'Monthly snapshot',
    on: 'sentiment v1.5.0',
  })
}

function render(state) {
  const trained = models.map(({ key }) => state[key]).filter((entry) => entry !== undefined)
  const files = {
    'README.md':
      '# Language models\n\nWhat we run on text. `artifacts.yaml` says what each model is.\n',
    '.gto': 'types: [model]\nstages: [dev, staging, production]\n',
    '.github/workflows/promote.yml': WORKFLOW,
    'artifacts.yaml': writeYaml(Object.fromEntries(trained.map(buildEntry))),
  }
  for (const { model, version, metrics, params } of trained) {
    const trials = (state.trials ?? []).filter((id) => id === model.id).length
    files[`reports/${model.id}.json`] =
      `${JSON.stringify({ ...metrics, ...params, trials }, null, 2)}\n`
    if (!model.path.includes('://')) files[model.path] = formatHead(model, `${version} ${trials}`)
  }
  return files
}

/** The small last layer, which is committed; the language model below it is public. */
function formatHead(model, version) {
  const rows = Array.from({ length: model.rows }, (_, row) => md5(`${model.id} ${version} ${row}`))
  return `${rows.join('\n')}\n`
}

function buildEntry({ model: { id, type, path, description, labels, owners } }) {
  return [id, { type, path, description, labels, ...(owners.length > 0 && { custom: { owners } }) }]
}

const WORKFLOW = `name: promote
on:
  push:
    tags: ['sentiment#production#*', 'ner#production#*']
jobs:
  promote:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: make promote TAG="$GITHUB_REF_NAME"
`
