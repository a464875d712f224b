import type { Random } from './random'

/** A model directory of a synthetic repository, and what its next commit changes. */
export type SyntheticModel = {
  readonly name: string
  readonly dir: string
  readonly owner: string
  readonly labels: readonly string[]
  /** Raised when the description changes, which is seldom. */
  revision: number
  epochs: number
  seed: number
  rate: number
}

const BASES = ['churn', 'fraud', 'pricing', 'ranking', 'vision', 'forecast', 'speech'] as const
const LABELS = ['tabular', 'nlp', 'cv', 'xgboost', 'torch', 'sklearn', 'gdpr', 'batch'] as const

export function createModel(index: number, random: Random): SyntheticModel {
  const name = `${BASES[index % BASES.length]}-${String(index).padStart(3, '0')}`
  return {
    name,
    dir: `models/${name}`,
    owner: `team-${index % 9}`,
    labels: [...new Set([random.pick(LABELS), random.pick(LABELS), `tier-${index % 4}`])],
    revision: 1,
    epochs: 10,
    seed: 20170428,
    rate: 100,
  }
}

/** The pipeline and the declaration of the model, as `dvc.yaml` has them. */
export function formatDvcYaml(model: SyntheticModel): string {
  return `stages:
  prepare:
    cmd: python src/prepare.py data/raw data/prepared
    deps:
    - data/raw
    - src/prepare.py
    params:
    - prepare
    outs:
    - data/prepared
  train:
    cmd: python src/train.py data/prepared model.pkl
    deps:
    - data/prepared
    - src/train.py
    params:
    - train
    outs:
    - model.pkl
  evaluate:
    cmd: python src/evaluate.py model.pkl data/prepared metrics.json
    deps:
    - data/prepared
    - model.pkl
    - src/evaluate.py
    metrics:
    - metrics.json:
        cache: false
params:
- params.yaml
metrics:
- metrics.json
artifacts:
  ${model.name}:
    path: model.pkl
    type: model
    desc: Predicts ${model.name} for ${model.owner}, revision ${model.revision} of its
      description
    labels:
${model.labels.map((label) => `    - ${label}\n`).join('')}    meta:
      owner: ${model.owner}
`
}

export function formatParams(model: SyntheticModel): string {
  return `prepare:
  seed: ${model.seed}
  split: 0.2
train:
  epochs: ${model.epochs}
  learning_rate: ${(model.rate / 10_000).toFixed(4)}
  batch_size: 64
  optimizer: adam
  layers:
  - 128
  - 64
`
}

export function formatMetrics(random: Random): string {
  const share = () => (0.5 + random.int(500_000) / 1_000_000).toFixed(6)
  return `{
    "accuracy": ${share()},
    "roc_auc": ${share()},
    "test": {
        "f1": ${share()},
        "loss": ${share()}
    }
}
`
}

/** What `dvc repro` writes after every stage has run with new data. */
export function formatDvcLock(model: SyntheticModel, random: Random): string {
  const raw = directory('data/raw', random)
  const prepared = directory('data/prepared', random)
  const trained = file('model.pkl', random)
  return `schema: '2.0'
stages:
  prepare:
    cmd: python src/prepare.py data/raw data/prepared
    deps:
${raw}${file('src/prepare.py', random)}    params:
      params.yaml:
        prepare:
          seed: ${model.seed}
          split: 0.2
    outs:
${prepared}  train:
    cmd: python src/train.py data/prepared model.pkl
    deps:
${prepared}${file('src/train.py', random)}    params:
      params.yaml:
        train:
          batch_size: 64
          epochs: ${model.epochs}
          layers:
          - 128
          - 64
          learning_rate: ${(model.rate / 10_000).toFixed(4)}
          optimizer: adam
    outs:
${trained}  evaluate:
    cmd: python src/evaluate.py model.pkl data/prepared metrics.json
    deps:
${prepared}${trained}${file('src/evaluate.py', random)}    outs:
${file('metrics.json', random)}`
}

function file(name: string, random: Random): string {
  return `    - path: ${name}
      hash: md5
      md5: ${random.hex(32)}
      size: ${1000 + random.int(50_000_000)}
`
}

function directory(name: string, random: Random): string {
  return `    - path: ${name}
      hash: md5
      md5: ${random.hex(32)}.dir
      size: ${1000 + random.int(50_000_000)}
      nfiles: ${1 + random.int(500)}
`
}
