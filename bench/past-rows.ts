import type { Database } from '@/lib/database/database'
import { findModel } from '@/lib/index/read/find-model'
import { listBoard } from '@/lib/index/read/list-board'
import { listModels } from '@/lib/index/read/list-models'
import { openOwnDatabase } from '@/lib/testing/database'
import { buildModelsRequest } from '@/lib/testing/models-request'
import { type Filling, fillModels, formatModelName, LABELS, listSlugs, START } from './fill-models'
import { median, percentile, time } from './measure'
import { withFilledDatabase } from './query-rows'
import { createRandom, type Random } from './random'
import { formatMs, type Row } from './table'

const RUNS = 300
/** How many times the present the past may take, for 95 of 100 answers. */
const MOST = 1.5
/** Instants that nothing was read of before. */
const FIRST_READS = 3
/** Half of the events are older. */
const AT = START + 100_000_000
const MONTH = 30 * 86_400

const all = { repos: 'all' } as const

type Read = (database: Database, at: number | undefined) => Promise<unknown>

/** Each prepares a read, which is then timed of now and of the instant. */
const KINDS: Readonly<Record<string, (random: Random, filling: Filling) => Read>> = {
  'models, first pages': (random) => listPage({ page: 1 + random.int(5) }, random),
  'models, any page': (random) => listPage({ page: 1 + random.int(500) }, random),
  'models, one label': (random) => listPage({ q: `label:label-${random.int(LABELS)}` }, random),
  'models, behind, by update': (random) => listPage({ q: 'is:behind', sort: '-updated' }, random),
  'board, any page': (random) => {
    const filter = { label: null, owner: null, repo: null }
    const request = { filter, page: 1 + random.int(500), pageSize: 50, waiting: [] }
    return (database, at) => listBoard(database, all, { ...request, at })
  },
  'one model': (random, { repos, modelsPerRepo }) => {
    const number = random.int(repos * modelsPerRepo)
    const repo = listSlugs({ repos })[Math.floor(number / modelsPerRepo)] ?? ''
    const key = { repo, name: formatModelName(number) }
    return (database, at) => findModel(database, all, { ...key, at })
  },
}

function listPage(asked: Parameters<typeof buildModelsRequest>[0], random: Random): Read {
  // More sizes than pages are kept, so that every page is read.
  const request = buildModelsRequest({ ...asked, kind: 'model', pageSize: 20 + random.int(61) })
  return (database, at) => listModels(database, all, { ...request, at })
}

/** Reads of a past instant beside those of now, with both databases; and the first read of an instant. */
export async function measurePast(filling: Filling): Promise<readonly Row[]> {
  const rows = await withFilledDatabase(filling, (database) => measureOn(database, filling))
  const server = await openOwnDatabase('server')
  await fillModels(server.database, filling)
  const others = await measureOn(server.database, filling)
  await server.remove()
  return [...rows, ...others]
}

async function measureOn(database: Database, filling: Filling): Promise<readonly Row[]> {
  const rows = [await measureFirst(database)]
  for (const [what, prepare] of Object.entries(KINDS)) {
    const random = createRandom(13)
    const samples = { now: [] as number[], past: [] as number[] }
    for (let run = 0; run < RUNS; run += 1) {
      const read = prepare(random, filling)
      samples.now.push((await time(() => read(database, undefined))).ms)
      samples.past.push((await time(() => read(database, AT))).ms)
    }
    rows.push(buildRow(`past, ${database.kind}: ${what}`, samples))
  }
  return rows
}

async function measureFirst(database: Database): Promise<Row> {
  const samples: number[] = []
  for (let place = FIRST_READS - 1; place >= 0; place -= 1) {
    const request = { ...buildModelsRequest({ kind: 'model' }), at: AT - place * MONTH }
    samples.push((await time(() => listModels(database, all, request))).ms)
  }
  return {
    what: `past, ${database.kind}: models, first read of an instant`,
    measured: samples.map(formatMs).join(', '),
    ...{ against: null, ratio: null, target: null },
  }
}

function buildRow(
  what: string,
  { now, past }: { readonly now: readonly number[]; readonly past: readonly number[] },
): Row {
  const p95 = percentile(past, 0.95)
  const before = percentile(now, 0.95)
  return {
    what,
    measured: `p50 ${formatMs(median(past))}, p95 ${formatMs(p95)}`,
    against: `now: p50 ${formatMs(median(now))}, p95 ${formatMs(before)}`,
    ratio: p95 / before,
    target: { kind: 'ratio-at-most', limit: MOST },
  }
}
