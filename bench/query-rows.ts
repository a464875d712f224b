import path from 'node:path'
import { type Database, openDatabase } from '@/lib/database/database'
import { listModels } from '@/lib/index/read/list-models'
import { buildModelsRequest } from '@/lib/testing/models-request'
import { measureBoard } from './board-rows'
import { measureEvents } from './event-rows'
import { type Filling, fillModels, formatModelName, LABELS, TEAMS, WORDS } from './fill-models'
import { buildP95Row, time } from './measure'
import { createRandom, type Random } from './random'
import { formatMs, type Row } from './table'
import { withTempDir } from './temp-dir'

const RUNS = 300
/** More sizes than pages are kept, so that every page is read. Their average is 50. */
const PAGE_SIZES = { least: 20, count: 61 }
/** Milliseconds that 95 of 100 pages may take. */
const LIMIT = 50

const SORTS = ['name', '-updated', 'repo', '-registered', '-versions'] as const

type Kind = {
  readonly what: string
  readonly query: (random: Random, models: number) => string
  readonly page: (random: Random) => number
  /** `changed`: before each query the index changes, so that no count of before can be used. */
  readonly index: 'same' | 'changed'
}

const first = () => 1

const KINDS: readonly Kind[] = [
  {
    what: 'list, first pages',
    query: () => '',
    page: (random) => 1 + random.int(5),
    index: 'same',
  },
  {
    what: 'list, any page',
    query: () => '',
    page: (random) => 1 + random.int(1000),
    index: 'same',
  },
  {
    what: 'one label',
    query: (random) => `label:label-${random.int(LABELS)}`,
    page: first,
    index: 'same',
  },
  {
    what: 'one owner',
    query: (random) => `owner:team-${random.int(TEAMS)}`,
    page: first,
    index: 'same',
  },
  {
    what: 'text, one model',
    query: (random, models) => formatModelName(random.int(models)),
    page: first,
    index: 'same',
  },
  {
    what: 'text, hundreds of models',
    query: (random) => `${random.pick(WORDS)} ${10 + random.int(90)}`,
    page: first,
    index: 'same',
  },
  {
    what: 'text, thousands of models',
    query: (random) =>
      random.pick(['pre', 'fra', 'ing', 'for', 'rank', 'osa', '-0', '7', 'e', 'lag']),
    page: first,
    index: 'same',
  },
  {
    what: 'text, label and stage',
    query: (random) => `${random.pick(WORDS)} label:label-${random.int(LABELS)} stage:production`,
    page: first,
    index: 'same',
  },
  { what: 'list, after a write', query: () => '', page: first, index: 'changed' },
  {
    what: 'one label, after a write',
    query: (random) => `label:label-${random.int(LABELS)}`,
    page: first,
    index: 'changed',
  },
]

/** Pages of 50 models out of many, and of 50 events, one query after the other. */
export async function measureQueries(filling: Filling): Promise<readonly Row[]> {
  return await withFilledDatabase(filling, async (database, filledMs) => {
    const models = filling.repos * filling.modelsPerRepo
    const rows: Row[] = [
      {
        what: `writing ${models.toLocaleString('en')} models`,
        measured: formatMs(filledMs),
        against: null,
        ratio: null,
        target: null,
      },
    ]
    for (const kind of KINDS) rows.push(await measureKind(database, kind, models))
    rows.push(...(await measureEvents(database)))
    return [...rows, ...(await measureBoard(database, models, () => changeIndex(database)))]
  })
}

/** Runs `use` with an embedded database that was filled before its process started. */
export async function withFilledDatabase<T>(
  filling: Filling,
  use: (database: Database, filledMs: number) => Promise<T>,
): Promise<T> {
  return await withTempDir(async (dir) => {
    const options = { dataDir: path.join(dir, 'data'), databaseUrl: null }
    const empty = await openDatabase(options)
    const filled = await time(() => fillModels(empty, filling))
    await empty.close()
    // Its process takes the memory that its tables need when it starts.
    const database = await openDatabase(options)
    try {
      return await use(database, filled.ms)
    } finally {
      await database.close()
    }
  })
}

async function measureKind(database: Database, kind: Kind, models: number): Promise<Row> {
  const random = createRandom(7)
  const samples: number[] = []
  for (let run = 0; run < RUNS; run += 1) {
    const request = buildModelsRequest({
      q: kind.query(random, models),
      sort: SORTS[run % SORTS.length] ?? 'name',
      page: kind.page(random),
      pageSize: PAGE_SIZES.least + (run % PAGE_SIZES.count),
    })
    if (kind.index === 'changed') await changeIndex(database)
    const page = await time(() => listModels(database, { repos: 'all' }, request))
    samples.push(page.ms)
  }
  return buildP95Row(`page at ${models.toLocaleString('en')} models: ${kind.what}`, samples, LIMIT)
}

/** What a sync of one repository leaves behind, its rows aside. */
export async function changeIndex(database: Database): Promise<void> {
  await database.query(
    `WITH raised AS (UPDATE index_revision SET revision = revision + 1 RETURNING revision)
     UPDATE repos SET revision = raised.revision FROM raised WHERE slug = 'repo-000'`,
  )
}
