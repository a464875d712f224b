import { lockText, renderDvcFile, renderDvcProject } from './dvc-files.mjs'
import { md5 } from './noise.mjs'
import { day, people } from './people.mjs'
import { releaseModel, tagStage } from './release-model.mjs'
import { createTimeline } from './timeline.mjs'

const { ana, ben, chiara, bot } = people

/** One DVC project with five models and a data set: promotions, a rollback, a deprecation, a broken signature name, reports per region. */
export function churnHistory() {
  const timeline = createTimeline(render)
  timeline.change({ at: day(0), by: ana, message: 'Start the customer models', change: () => {} })
  for (const model of models) releaseModel(timeline, model)
  timeline.change({
    at: day(214),
    by: ben,
    message: 'Read features in batches\n\nHalves the memory that training needs.',
    change: (state) => {
      state.batches = true
    },
  })
  addReports(timeline)
  addIncidents(timeline)
  return timeline.finish()
}

/** Reports that run with each new data. Then somebody wants a longer one, and a stage that nobody has run yet. */
function addReports(timeline) {
  const top = { americas: 20, apac: 20, emea: 20 }
  timeline.change({
    at: day(225.3),
    by: chiara,
    message: 'Report per region why customers left',
    change: (state) => {
      state.report = { ran: top, wanted: top }
    },
  })
  timeline.change({
    at: day(297.4),
    by: chiara,
    message: 'List more reasons for EMEA',
    change: (state) => {
      state.report = { ran: top, wanted: { ...top, emea: 50 } }
    },
  })
  timeline.change({
    at: day(305.2),
    by: ben,
    message: 'Export the churn model to ONNX',
    change: (state) => {
      state.export = true
    },
  })
}

function model(id, more) {
  return {
    id,
    key: id,
    tag: id,
    name: id,
    type: 'model',
    script: 'src/train.py',
    data: 'data/customers.csv',
    approver: ana,
    ...more,
  }
}

const models = [
  model('churn', {
    path: 'models/churn.pkl',
    size: 4_310_000,
    desc: 'Probability that a customer leaves within 30 days',
    labels: ['customers', 'tabular', 'xgboost'],
    owner: 'ana@example.com',
    card: 'cards/churn.md',
    first: day(4.1),
    every: 33,
    versions: [
      'v0.1.0',
      'v0.2.0',
      'v1.0.0',
      'v1.1.0',
      'v1.2.0',
      'v1.2.1',
      'v2.0.0-rc.1',
      'v2.0.0',
      'v2.1.0',
    ],
    reach: ['d', 'ds', 'dsp', 'dsp', 'dsp', 'sp', 'd', 'dsp', 'ds'],
    metrics: { auc: [0.812, 0.934], f1: [0.58, 0.79], log_loss: [0.41, 0.24] },
    params: {
      max_depth: [4, 5, 6, 6, 7, 7, 8],
      learning_rate: [0.1, 0.1, 0.05],
      n_estimators: [200, 300, 400, 500],
    },
    by: [ana, ben],
    signs: 'production',
    messages: ['Train a first churn model', 'Add tenure features', 'Tune depth and learning rate'],
  }),
  model('churn-small', {
    path: 'models/churn-small.pkl',
    size: 390_000,
    desc: 'The churn model, distilled to run on phones',
    labels: ['customers', 'tabular', 'on-device'],
    owner: 'ben@example.com',
    card: 'cards/churn-small.md',
    first: day(96.3),
    every: 58,
    versions: ['v0.1.0', 'v0.2.0', 'v1.0.0', 'v1.0.1'],
    reach: ['d', 'd', 'dsp', 'ds'],
    metrics: { auc: [0.79, 0.891], latency_ms: [14, 6.5] },
    params: { max_depth: [3], n_estimators: [60, 60, 80] },
    by: [ben],
    signs: 'none',
    messages: ['Distill the churn model'],
  }),
  model('uplift', {
    path: 'models/uplift.joblib',
    size: 8_800_000,
    desc: 'Effect of a discount on each customer',
    labels: ['customers', 'causal', 'marketing'],
    owner: null,
    first: day(47.2),
    every: 61,
    versions: ['v0.1.0', 'v0.2.0', 'v0.3.0', 'v1.0.0'],
    reach: ['d', 'ds', 'ds', 'dsp'],
    metrics: { qini: [0.061, 0.118], auuc: [0.52, 0.61] },
    params: { learner: ['t-learner', 't-learner', 'x-learner'], min_samples: [200, 100] },
    by: [chiara, ana],
    signs: 'production',
    messages: ['Estimate the uplift of discounts'],
  }),
  model('ltv', {
    path: 'models/ltv.pkl',
    size: 2_650_000,
    desc: 'Value of a customer over the next two years',
    labels: ['customers', 'tabular', 'finance'],
    owner: 'chiara@example.com',
    first: day(71.4),
    every: 72,
    versions: ['v1.0.0', 'v1.1.0', 'v1.2.0', 'v2.0.0'],
    reach: ['ds', 'dsp', 'ds', 'd'],
    metrics: { mae: [41.2, 29.8], r2: [0.61, 0.74] },
    params: { horizon_months: [24], alpha: [0.5, 0.3] },
    by: [chiara],
    signs: 'none',
    messages: ['Predict lifetime value'],
  }),
  model('segments', {
    path: 'models/segments.pkl',
    size: 950_000,
    desc: 'Groups of customers that behave alike; replaced by uplift',
    labels: ['customers', 'clustering'],
    owner: 'ben@example.com',
    first: day(11.5),
    every: 40,
    versions: ['v0.1.0', 'v0.2.0', 'v0.3.0'],
    reach: ['d', 'dsp', 'ds'],
    metrics: { silhouette: [0.31, 0.38] },
    params: { clusters: [8, 8, 12] },
    by: [ben],
    signs: 'none',
    messages: ['Cluster customers'],
  }),
]

/** What went wrong, and what people did about it. */
function addIncidents(timeline) {
  const [churn, small, uplift, , segments] = models
  const rollback = { stage: 'production', by: ana, signed: true }
  tagStage(timeline, churn, {
    ...rollback,
    version: 'v1.1.0',
    days: 4 * 33 + 8.4,
    message: 'Roll production back to v1.1.0\n\nv1.2.0 scores new customers too high.',
  })
  tagStage(timeline, churn, {
    stage: 'dev!',
    version: 'v2.0.0-rc.1',
    days: 232,
    by: ben,
    message: "Unassigning stage 'dev' from version 'v2.0.0-rc.1'",
  })
  tagStage(timeline, small, {
    stage: 'staging!',
    version: 'v1.0.1',
    days: 181,
    by: ben,
    message: "Unassigning stage 'staging' from version 'v1.0.1'",
  })
  timeline.tag({
    name: 'uplift@v0.2.0!',
    at: uplift.first + 100 * 86_400,
    by: chiara,
    message: 'Deregistering artifact uplift version v0.2.0\n\nTrained on the control group alone.',
    on: 'uplift v0.2.0',
  })
  timeline.tag({
    name: 'segments@deprecated',
    at: segments.first + 160 * 86_400,
    by: ana,
    message: "Deprecating artifact 'segments'",
    on: 'segments v0.3.0',
  })
  timeline.tag({
    name: 'churn@v2.2.0',
    at: day(290),
    by: bot,
    on: 'churn v2.1.0',
    lightweight: true,
  })
  timeline.tag({
    name: 'release-2026-04',
    at: day(130),
    by: bot,
    message: 'Quarterly release',
    on: 'churn v1.1.0',
  })
}

function render(state) {
  const trained = models.map(({ key }) => state[key]).filter((entry) => entry !== undefined)
  const scripts = {
    'src/train.py': state.batches
      ? TRAIN.replace('read_csv(path)', 'read_csv(path, chunksize=50_000)')
      : TRAIN,
    ...(state.report && { 'src/report.py': REPORT }),
    ...(state.export && { 'src/export.py': EXPORT }),
  }
  const data = { 'data/customers.csv': dataAt(trained) }
  return {
    'README.md': README,
    '.gitignore': '/models/*\n!/models/README.md\n/data/customers.csv\n',
    '.github/CODEOWNERS': '* @example/customer-models\n/models/uplift.joblib @example/growth\n',
    '.github/workflows/deploy.yaml': DEPLOY,
    'models/README.md': CARD,
    'cards/churn.md': CHURN_CARD,
    'cards/churn-small.md': SMALL_CARD,
    'cards/calibration.svg': CALIBRATION,
    'data/customers.csv.dvc': renderDvcFile('customers.csv', dataAt(trained)),
    ...scripts,
    ...renderDvcProject({
      trained,
      artifacts: buildArtifacts(trained),
      scripts,
      data,
      more: buildMore(state, data),
    }),
  }
}

/** What is made besides models. */
function buildMore({ report, export: isExported }, data) {
  if (report === undefined) return {}
  const command = (region) => `python src/report.py --region ${region}`
  const lockReport = ([region, top]) => {
    const html = `report ${region} ${top} ${data['data/customers.csv'].md5}`
    const lock = {
      cmd: command(region),
      deps: [
        { path: 'data/customers.csv', hash: 'md5', ...data['data/customers.csv'] },
        lockText('src/report.py', REPORT),
      ],
      params: { 'params.yaml': { [`report.${region}`]: top } },
      outs: [
        { path: `reports/${region}.html`, hash: 'md5', md5: md5(html), size: 9_000 + 310 * top },
      ],
    }
    return [`report@${region}`, lock]
  }
  const stage = {
    cmd: command(`\${item}`),
    deps: ['data/customers.csv', 'src/report.py'],
    params: [`report.\${item}`],
    outs: [`reports/\${item}.html`],
  }
  return {
    params: { report: report.wanted },
    stages: {
      report: { foreach: Object.keys(report.wanted), do: stage },
      ...(isExported && { export: EXPORT_STAGE }),
    },
    locks: Object.fromEntries(Object.entries(report.ran).map(lockReport)),
  }
}

const EXPORT_STAGE = {
  cmd: 'python src/export.py',
  deps: ['models/churn.pkl', 'src/export.py'],
  outs: ['models/churn.onnx'],
}

function dataAt(trained) {
  const months = trained.reduce((sum, { step }) => sum + step + 1, 0)
  return { md5: md5(`customers ${months}`), size: 61_000_000 + 1_730_000 * months }
}

function buildArtifacts(trained) {
  const entries = trained.map(({ model: { id, path, type, desc, labels, owner, card } }) => {
    const meta = { ...(owner && { owner }), ...(card && { card }) }
    return [id, { path, type, desc, labels, ...(owner && { meta }) }]
  })
  const customers = {
    path: 'data/customers.csv',
    type: 'dataset',
    desc: 'One row per customer and month',
    labels: ['customers'],
  }
  return Object.fromEntries([...entries, ['customers', customers]])
}

const README = `# Customer models

Models about customers: who leaves (\`churn\`), what a discount changes (\`uplift\`), what a customer is worth (\`ltv\`).

    dvc repro        # train
    gto show         # what is where
`

const CARD = `# Model cards

## churn

Gradient boosted trees on twelve months of behaviour. Trained monthly.
Not for customers who joined less than 60 days ago.

## ltv

Quantile regression; the median is shown to sales.
`

/** Its AUC is still that of v2.0.0: the authors did not update it for v2.1.0. */
const CHURN_CARD = `---
license: apache-2.0
language: [en, pt]
library_name: xgboost
pipeline_tag: tabular-classification
tags: [churn, customers]
datasets: [customers]
metrics: [roc_auc, f1]
model-index:
  - name: churn
    results:
      - task: { type: tabular-classification, name: Churn within 30 days }
        dataset: { type: customers, name: Customers of the last quarter }
        metrics:
          - { type: auc, name: AUC, value: 0.9175 }
---

# Churn within 30 days

Gradient boosted trees on twelve months of behaviour, trained monthly on
[the customers](../data/customers.csv.dvc). \`train.py\` trains it, \`params.yaml\` has its parameters.

## Intended use

Ranks customers for a call by the retention team.

- **Not** for customers who joined less than 60 days ago.
- **Not** for prices: use [uplift](https://example.com/models/uplift).

## How good it is

| Group | Customers | Share that left |
| :---- | --------: | --------------: |
| Top decile | 41,200 | 38.1% |
| Middle | 329,600 | 4.9% |
| Lowest decile | 41,200 | 0.4% |

![Predicted and observed shares lie near the diagonal](calibration.svg)

> Calibrated on the last quarter. Calibrate again after a change of prices.
`

const SMALL_CARD = `---
license: apache-2.0
pipeline_tag: tabular-classification
base_model: churn
datasets: [customers]
---

# Churn on phones

The churn model, distilled: it answers in a few milliseconds on a phone and needs no network.
`

const CALIBRATION = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 200" width="320" height="200">
  <rect width="320" height="200" fill="#fff"/>
  <path d="M30 170H310M30 170V10" stroke="#667" fill="none"/>
  <path d="M30 170 310 10" stroke="#bbc" stroke-dasharray="4 4"/>
  <path d="M30 169 86 140 142 101 198 79 254 40 310 17" stroke="#4f46dc" stroke-width="2" fill="none"/>
</svg>
`

const TRAIN = `import argparse

import pandas as pd
import yaml


def load(path="data/customers.csv"):
    return pd.read_csv(path)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", required=True)
    name = parser.parse_args().model
    params = yaml.safe_load(open("params.yaml"))[name]
    print(f"training {name} with {params} on {len(load())} rows")


if __name__ == "__main__":
    main()
`

const REPORT = `"""Writes why the customers of a region left; params.yaml says how many reasons."""
import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--region", required=True)
print(f"reporting on {parser.parse_args().region}")
`

const EXPORT = `"""Writes the churn model as ONNX."""
print("exporting models/churn.pkl")
`

const DEPLOY = `name: deploy
on:
  push:
    tags: ['*#staging#*', '*#production#*']
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with: { fetch-depth: 0 }
      - run: ./deploy.sh "$GITHUB_REF_NAME"
`
