import type { Database } from '@/lib/database/database'
import { listInsightEntries } from '@/lib/index/read/list-insight-entries'
import { readInsights } from '@/lib/index/read/read-insights'
import { parseQuery } from '@/lib/search/parse-query'
import type { InsightGroup } from '@/lib/views/insights'
import { type Filling, LABELS, START, TEAMS, WORDS } from './fill-models'
import { buildP95Row, time } from './measure'
import { changeIndex, withFilledDatabase } from './query-rows'
import { createRandom, type Random } from './random'
import { formatMs, type Row } from './table'

const RUNS = 40
/** Milliseconds that 95 of 100 answers may take. */
const LIMIT = 500
const DAY = 86_400
/** The tags of the models are of the 2,300 days before. */
const NOW = START + 200_000_000

type Kind = {
  readonly what: string
  readonly days: number
  readonly by: InsightGroup
  readonly query?: (random: Random) => string
  /** Before each answer a sync of one repository has changed the index. */
  readonly index?: 'changed'
}

const KINDS: readonly Kind[] = [
  { what: '90 days', days: 90, by: 'repo' },
  { what: '90 days, by label', days: 90, by: 'label' },
  { what: 'a year, by owner', days: 365, by: 'owner' },
  { what: 'all 2,300 days, by label', days: 2_300, by: 'label' },
  {
    what: 'a year of one owner',
    ...{ days: 365, by: 'label' },
    query: (random) => `owner:team-${random.int(TEAMS)}`,
  },
  {
    what: 'a year of words and a label',
    ...{ days: 365, by: 'repo' },
    query: (random) => `${random.pick(WORDS)} label:label-${random.int(LABELS)}`,
  },
  { what: '90 days, after a write', days: 90, by: 'repo', index: 'changed' },
]

/** Insights of many models, each of a period that no answer before was of. */
export async function measureInsights(filling: Filling): Promise<readonly Row[]> {
  return await withFilledDatabase(filling, async (database) => {
    const first = await time(() => ask(database, { days: 90, by: 'repo', text: '', shift: 0 }))
    const rows: Row[] = [
      {
        what: 'insights, the first after the start',
        measured: formatMs(first.ms),
        ...{ against: null, ratio: null, target: null },
      },
    ]
    for (const kind of KINDS) rows.push(await measureKind(database, kind))
    rows.push(await measureList(database))
    return rows
  })
}

type Asked = {
  readonly days: number
  readonly by: InsightGroup
  readonly text: string
  /** Days before the newest tag. */
  readonly shift: number
}

function ask(database: Database, { days, by, text, shift }: Asked) {
  return readInsights(
    database,
    { repos: 'all' },
    { ...buildModels(text), period: buildPeriod(days, shift), by },
  )
}

function buildModels(text: string) {
  return { query: parseQuery(text).query, kind: 'model', now: new Date(NOW * 1000), me: [] }
}

function buildPeriod(days: number, shift: number) {
  const until = (Math.floor(NOW / DAY) + 1 - shift) * DAY
  return { since: until - days * DAY, until }
}

async function measureKind(database: Database, { what, days, by, query, index }: Kind) {
  const random = createRandom(7)
  const samples: number[] = []
  for (let run = 0; run < RUNS; run += 1) {
    if (index === 'changed') await changeIndex(database)
    const asked = { days, by, text: query?.(random) ?? '', shift: run + 1 }
    samples.push((await time(() => ask(database, asked))).ms)
  }
  return buildP95Row(`insights: ${what}`, samples, LIMIT)
}

async function measureList(database: Database): Promise<Row> {
  const samples: number[] = []
  for (let run = 0; run < RUNS; run += 1) {
    const request = {
      ...{ ...buildModels(''), period: buildPeriod(365, run), of: 'commit-to-stage' as const },
      ...{ isStage: (stage: string) => stage === 'production', page: 1 + run, pageSize: 50 },
    }
    samples.push((await time(() => listInsightEntries(database, { repos: 'all' }, request))).ms)
  }
  return buildP95Row('insights: a page of the list behind a figure of a year', samples, LIMIT)
}
