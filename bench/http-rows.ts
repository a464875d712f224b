import type { ModelPage, ModelView } from '@/lib/views/model'
import { type Filling, formatModelName } from './fill-models'
import { withFilledServer } from './filled-server'
import { median } from './measure'
import { measureRate } from './measure-rate'
import { findMlflow, type MlflowModel, withMlflow } from './mlflow'
import type { Row, Target } from './table'
import { withTempDir } from './temp-dir'

const FILLING: Filling = { repos: 10, modelsPerRepo: 200, versions: 5 }
const MODELS = FILLING.repos * FILLING.modelsPerRepo
const CONNECTIONS = 10
/** Seconds of each measurement, and of the one before it that is thrown away. */
const SECONDS = 3
const WARM_SECONDS = 1
/** Each address is asked so often, in turn with the others. */
const ROUNDS = 3
const PAGE = 40

/** The first model of the first repository. */
const NAME = formatModelName(0)
const API = '/api/v1'

const OURS = {
  bare: `${API}/openapi.json`,
  health: `${API}/health`,
  resolve: `${API}/models/repo-000/${NAME}/resolve?stage=production`,
  model: `${API}/models/repo-000/${NAME}`,
  list: `${API}/models?pageSize=50`,
  filter: `${API}/models?pageSize=50&q=label:label-6`,
  page: `${API}/models?pageSize=50&page=${PAGE}`,
} as const

type Ours = keyof typeof OURS
type Rates<Name extends string> = Readonly<Record<Name, number>>

/** Requests a second of the API, beside routes of the same server that do nothing, and beside MLflow's with the same models. */
export async function measureHttp(): Promise<readonly Row[]> {
  const { rates, models } = await withFilledServer(FILLING, async (url) => ({
    models: await listAll(url),
    rates: await measureRates(url, OURS),
  }))
  return [...listOwnRows(rates), ...(await compareMlflow(rates, models))]
}

function listOwnRows(rates: Rates<Ours>): readonly Row[] {
  const limits: Partial<Record<Ours, number>> = { resolve: 0.6, list: 0.3 }
  const names = (Object.keys(OURS) as Ours[]).filter((name) => name !== 'health')
  return [
    { ...row('GET /health', rates.health), ...none },
    ...names.map((name) => {
      const limit = limits[name]
      const target: Target | null = limit === undefined ? null : { kind: 'ratio-at-least', limit }
      return {
        ...row(TITLES[name], rates[name]),
        against: `${formatRate(rates.health)} /health`,
        ratio: rates[name] / rates.health,
        target,
      }
    }),
  ]
}

const TITLES: Readonly<Record<Ours, string>> = {
  bare: 'a document that is made at build time',
  health: 'health',
  resolve: 'resolve a stage',
  model: 'one model of 5 versions',
  // Pages are kept until the index changes, as they are between two writes in use.
  list: `list of 50 of ${MODELS.toLocaleString('en')} models`,
  filter: 'the same with one label',
  page: `page ${PAGE} of the list`,
}

const none = { against: null, ratio: null, target: null } as const

function row(what: string, rate: number) {
  return { what: `http: ${what}`, measured: formatRate(rate) }
}

async function compareMlflow(
  ours: Rates<Ours>,
  models: readonly ModelView[],
): Promise<readonly Row[]> {
  const mlflow = findMlflow()
  if (mlflow.kind === 'missing') {
    return [{ what: 'http: mlflow', measured: `skipped: ${mlflow.why}`, ...none }]
  }
  const theirs = await withTempDir((dir) =>
    withMlflow(dir, models.map(buildMlflowModel), async (url) =>
      measureRates(url, await listMlflowPaths(url)),
    ),
  )
  const compare = (name: keyof typeof theirs, limit: number | null): Row => ({
    ...row(`${TITLES[name]}, beside mlflow`, ours[name]),
    against: `${formatRate(theirs[name])} mlflow ${mlflow.version}`,
    ratio: ours[name] / theirs[name],
    target: limit === null ? null : { kind: 'ratio-at-least', limit },
  })
  return [
    ...[compare('resolve', 2), compare('list', 5)],
    ...[compare('filter', null), compare('page', null)],
  ]
}

const SEARCH = '/api/2.0/mlflow/registered-models/search?max_results=50'

/** MLflow names the page after one by a token of that one. */
async function listMlflowPaths(url: string) {
  let page: string = SEARCH
  for (let number = 1; number < PAGE; number += 1) {
    const answer = await (await fetch(url + page)).json()
    page = `${SEARCH}&page_token=${encodeURIComponent(answer.next_page_token)}`
  }
  const filter = encodeURIComponent("tags.`label-6` = 'true'")
  return {
    resolve: `/api/2.0/mlflow/registered-models/alias?name=${NAME}&alias=production`,
    list: SEARCH,
    filter: `${SEARCH}&filter=${filter}`,
    page,
  }
}

/** Labels and owners become tags, stages aliases. */
function buildMlflowModel({ name, description, labels, owners, path, stages }: ModelView) {
  const tags = [...labels.map((label) => [label, 'true']), ['owner', owners[0]?.name ?? '']]
  const aliases = Object.entries(stages).map(([stage, [holder]]) => {
    return [stage, Number(holder?.version.split('.')[1] ?? 0) + 1] as const
  })
  const versions = Array.from({ length: FILLING.versions }, () => ({ source: path ?? name }))
  const model: MlflowModel = {
    name,
    description,
    versions,
    tags: Object.fromEntries(tags),
    aliases: Object.fromEntries(aliases),
  }
  return model
}

async function listAll(url: string): Promise<readonly ModelView[]> {
  const models: ModelView[] = []
  for (let page = 1; models.length < MODELS; page += 1) {
    const answer = await fetch(`${url}${API}/models?pageSize=500&page=${page}`)
    models.push(...((await answer.json()) as ModelPage).items)
  }
  return models
}

async function measureRates<Name extends string>(
  url: string,
  paths: Readonly<Record<Name, string>>,
): Promise<Rates<Name>> {
  const names = Object.keys(paths) as Name[]
  const samples = new Map(names.map((name) => [name, [] as number[]]))
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const name of names) {
      const address = url + paths[name]
      await measureRate(address, { connections: CONNECTIONS, seconds: WARM_SECONDS })
      const rate = await measureRate(address, { connections: CONNECTIONS, seconds: SECONDS })
      samples.get(name)?.push(rate)
    }
  }
  const rates = names.map((name) => [name, median(samples.get(name) ?? [])])
  return Object.fromEntries(rates) as Record<Name, number>
}

function formatRate(rate: number): string {
  return `${rate >= 100 ? rate.toFixed(0) : rate.toFixed(1)}/s`
}
