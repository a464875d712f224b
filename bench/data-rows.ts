import type { Database } from '@/lib/database/database'
import { findData } from '@/lib/index/read/find-data'
import { DATASETS, type Filling, formatDataset } from './fill-models'
import { buildP95Row, time } from './measure'
import { withFilledDatabase } from './query-rows'
import { createRandom, type Random } from './random'
import type { Row } from './table'

const RUNS = 300
/** Milliseconds that 95 of 100 pages may take. */
const LIMIT = 50

type Kind = {
  readonly what: string
  readonly hash: (random: Random) => string
}

/** What is known of one content, and what was made from it, one query after the other. */
export async function measureData(filling: Filling): Promise<readonly Row[]> {
  return await withFilledDatabase(filling, async (database) => {
    const versions = filling.repos * filling.modelsPerRepo * filling.versions
    const models = await listContents(database)
    const kinds: readonly Kind[] = [
      {
        what: `a data set of ${(versions / DATASETS).toLocaleString('en')} versions`,
        hash: (random) => formatDataset(random.int(DATASETS)),
      },
      { what: 'a model', hash: (random) => models[random.int(models.length)] ?? '' },
    ]
    const rows: Row[] = []
    for (const kind of kinds) rows.push(await measureKind(database, kind, versions))
    return rows
  })
}

async function listContents(database: Database): Promise<readonly string[]> {
  const { rows } = await database.query('SELECT DISTINCT content FROM versions LIMIT 1000')
  return rows.map((row) => String((row as { content: string }).content))
}

async function measureKind(
  database: Database,
  { what, hash }: Kind,
  versions: number,
): Promise<Row> {
  const random = createRandom(11)
  const samples: number[] = []
  for (let run = 0; run < RUNS; run += 1) {
    const wanted = { hash: hash(random), addressesOf: () => [] }
    const { ms, value } = await time(() => findData(database, { repos: 'all' }, wanted))
    if (value === null) throw new Error(`nothing is known of ${wanted.hash}`)
    samples.push(ms)
  }
  return buildP95Row(
    `/data/HASH at ${versions.toLocaleString('en')} versions: ${what}`,
    samples,
    LIMIT,
  )
}
