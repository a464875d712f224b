import path from 'node:path'
import { writeRepo } from '@/scripts/demo/write-repo.mjs'
import { namedOnCommandLine, type Scenario } from './scenario'

const BUSY_REPOS = ['forecasting', 'fraud', 'ranking', 'vision'] as const

const LABELS = ['tabular', 'nlp', 'images', 'time series'] as const
const OWNERS = ['ana@example.com', 'ben@example.com', 'Chiara Rossi', 'team/risk'] as const
const MODELS_PER_REPO = 30
/** 2026-01-01T00:00:00Z */
const START = 1_767_225_600

export type BusyModel = {
  readonly repo: string
  readonly name: string
  readonly description: string
  readonly type: string
  readonly labels: readonly string[]
  readonly owner: string
  /** Ascending. */
  readonly versions: readonly string[]
  /** The version in each stage. */
  readonly stages: Readonly<Record<string, string>>
  /** Unix seconds of its registrations in order, then of its assignments. */
  readonly times: readonly number[]
}

/** 120 models in four repositories. Every fact follows from a model's place, so that tests can count. */
export const BUSY_MODELS: readonly BusyModel[] = BUSY_REPOS.flatMap((repo, r) =>
  Array.from({ length: MODELS_PER_REPO }, (_, i) => describeModel(repo, r, i)),
)

/** Those that the page of models lists first: the others have tabs of their own. */
export const LISTED_MODELS = BUSY_MODELS.filter(({ type }) => type === 'model')

/** Four repositories with 30 models each. */
export async function busy(dir: string): Promise<Scenario> {
  const remotes = Object.fromEntries(
    BUSY_REPOS.map((repo) => [repo, path.join(dir, `${repo}.git`)]),
  )
  for (const [repo, remote] of Object.entries(remotes)) {
    await writeRepo(remote, buildHistory(BUSY_MODELS.filter((model) => model.repo === repo)))
  }
  return namedOnCommandLine(remotes)
}

function describeModel(repo: string, r: number, i: number): BusyModel {
  const versions = ['v1.0.0', 'v1.1.0', 'v2.0.0'].slice(0, 1 + (i % 3))
  const latest = versions.at(-1) ?? ''
  const stages = {
    ...(i % 2 === 0 && { dev: latest }),
    ...(i % 5 === 0 && { production: 'v1.0.0' }),
  }
  // A prime step spreads the order by time over names and repositories; no two tags share a second.
  const place = ((r * MODELS_PER_REPO + i) * 37) % (BUSY_REPOS.length * MODELS_PER_REPO)
  const count = versions.length + Object.keys(stages).length
  return {
    repo,
    name: `${repo}-${String(i + 1).padStart(2, '0')}`,
    description: i % 10 === 3 ? `Watches the Zürich branch, number ${i}` : `Model number ${i}`,
    type: i % 10 === 9 ? 'dataset' : 'model',
    labels: [LABELS[i % LABELS.length] ?? '', ...(i % 3 === 0 ? ['gpu'] : [])],
    owner: OWNERS[(i + r) % OWNERS.length] ?? '',
    versions,
    stages,
    times: Array.from({ length: count }, (_, n) => START + place * 3600 + n * 60),
  }
}

function buildHistory(models: readonly BusyModel[]) {
  const by = { name: 'Release Bot', email: 'bot@example.com', offset: 0 }
  const commit = (n: number, files: Readonly<Record<string, string>>) => ({
    ...{ at: START - 86_400 + n, by, branch: 'main', message: `Train ${n}`, files },
    parents: n === 0 ? [] : [n - 1],
  })
  const annotations = models.map(formatAnnotation).join('')
  // One commit per version number: no two versions of a model share one.
  const commits = [
    commit(0, { 'artifacts.yaml': annotations }),
    commit(1, { 'notes.txt': 'v1.1.0\n' }),
    commit(2, { 'notes.txt': 'v2.0.0\n' }),
  ]
  return {
    commits,
    tags: models.flatMap((model) => buildTags(model).map((tag) => ({ ...tag, by }))),
  }
}

function formatAnnotation({ name, description, type, labels, owner }: BusyModel): string {
  return `${name}:
  type: ${type}
  path: models/${name}.bin
  description: ${description}
  labels: ${JSON.stringify(labels)}
  custom: { owner: ${owner} }
`
}

function buildTags({ name, versions, stages, times }: BusyModel) {
  const registrations = versions.map((version, n) => ({
    ...{ name: `${name}@${version}`, at: times[n], message: `Register ${version}`, commit: n },
  }))
  const assignments = Object.entries(stages).map(([stage, version], n) => ({
    name: `${name}#${stage}#${n + 1}`,
    at: times[versions.length + n],
    message: `Assign ${stage}`,
    commit: versions.indexOf(version),
  }))
  return [...registrations, ...assignments]
}
