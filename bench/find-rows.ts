import type { Database } from '@/lib/database/database'
import { completeSearch } from '@/lib/index/read/complete-search'
import { listModels } from '@/lib/index/read/list-models'
import { openOwnDatabase } from '@/lib/testing/database'
import { buildModelsRequest } from '@/lib/testing/models-request'
import {
  type Filling,
  fillModels,
  formatDataset,
  formatModelName,
  LABELS,
  TEAMS,
  WORDS,
} from './fill-models'
import { buildP95Row, time } from './measure'
import { withFilledDatabase } from './query-rows'
import { createRandom, type Random } from './random'
import type { Row } from './table'

const RUNS = 100
/** Milliseconds that 95 of 100 answers may take. */
const LIMITS = { embedded: 60, server: 30, completion: 30 }

const label = (random: Random) => `label-${random.int(LABELS)}`
const digits = (random: Random, places: number) =>
  String(10 ** (places - 1) + random.int(9 * 10 ** (places - 1)))

/** A search of each kind of the grammar; nearly every one of them is asked once. */
const KINDS: Readonly<Record<string, (random: Random) => string>> = {
  'a name': (random) => formatModelName(random.int(50_000)),
  'a word': (random) => random.pick(WORDS),
  'a word and two digits': (random) => `${random.pick(WORDS)} ${digits(random, 2)}`,
  'two letters': (random) =>
    `${random.pick(['ch', 'fr', 'pr', 'ra', 'vi', 'fo', 'sp'])} -${digits(random, 3)}`,
  'two digits': (random) => digits(random, 2),
  'the start of a word': (random) => `${random.pick(WORDS).slice(0, 3)}* -${digits(random, 3)}`,
  'one label': (random) => `label:${label(random)}`,
  'labels or, stage': (random) => `label:${label(random)},${label(random)} stage:production`,
  'the start of a label': (random) => `label:label-${1 + random.int(5)}* -${digits(random, 3)}`,
  'part of an owner': (random) => `owner:${digits(random, 2)}`,
  'one repository': (random) => `repo:repo-0${10 + random.int(40)}`,
  'a version': (random) => `version:>=v1.${random.int(10)}.0 label:${label(random)}`,
  'is behind, not stale': (random) => `is:behind -is:stale -label:${label(random)}`,
  'never promoted or waiting': (random) => `is:unpromoted,waiting -${digits(random, 3)}`,
  'has lineage': (random) => `has:lineage label:${label(random)}`,
  'a metric': (random) => `metric.accuracy:>0.${digits(random, 3)}`,
  'a metric of a stage': (random) => `metric.accuracy@production:>0.${digits(random, 3)}`,
  'a param': (random) => `param.epochs:<=${random.int(100)} label:${label(random)}`,
  'a time': (random) =>
    `updated:>20${20 + random.int(6)}-0${1 + random.int(9)} label:${label(random)}`,
  'a data set': (random) => `data:${formatDataset(random.int(500))}`,
  'made from a model': (random) => `from:${formatModelName(random.int(50_000))}`,
  'or, and, not': (random) =>
    `(${random.pick(WORDS)} OR label:${label(random)}) -owner:"team-${random.int(TEAMS)}" stage:dev`,
}

/** Every kind of search at many models and versions, with facets: the first page and page 40, and completions. */
export async function measureFind(filling: Filling): Promise<readonly Row[]> {
  const rows = await withFilledDatabase(filling, (database) => measureOn(database, 'embedded'))
  const server = await openOwnDatabase('server')
  await fillModels(server.database, filling)
  const others = await measureOn(server.database, 'server')
  await server.remove()
  return [...rows, ...others]
}

async function measureOn(database: Database, form: 'embedded' | 'server'): Promise<Row[]> {
  const rows: Row[] = []
  for (const [what, query] of Object.entries(KINDS)) {
    for (const page of [1, 40]) {
      rows.push(
        await measureKind(`find, ${form}: ${what}, page ${page}`, LIMITS[form], async (random) => {
          const sort = random.pick([undefined, '-updated', 'name'] as const)
          const request = buildModelsRequest({ q: query(random), page, ...(sort && { sort }) })
          return () => listModels(database, { repos: 'all' }, { ...request, kind: 'model' })
        }),
      )
    }
  }
  for (const typed of ['chu', 'label:1', 'owner:te', 'label:label-1 owner:', 'metric.']) {
    rows.push(
      await measureKind(`complete, ${form}: ${typed}`, LIMITS.completion, async (random) => {
        const text = `-${digits(random, 4)} ${typed}`
        const request = { text, caret: text.length, now: new Date(), me: [] }
        // The first letter of a term finds what the rest of the search finds; the others use that.
        await completeSearch(database, { repos: 'all' }, { ...request, caret: text.length - 1 })
        return () => completeSearch(database, { repos: 'all' }, request)
      }),
    )
  }
  return rows
}

/** Makes a request, which is then timed. */
type Prepare = (random: Random) => Promise<() => Promise<unknown>>

async function measureKind(what: string, limit: number, prepare: Prepare): Promise<Row> {
  const random = createRandom(11)
  const samples: number[] = []
  for (let run = 0; run < RUNS; run += 1) {
    const ask = await prepare(random)
    samples.push((await time(ask)).ms)
  }
  return buildP95Row(what, samples, limit)
}
