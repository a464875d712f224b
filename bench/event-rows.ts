import type { Database } from '@/lib/database/database'
import type { EventFilter } from '@/lib/index/read/event-filter'
import { listEvents } from '@/lib/index/read/list-events'
import { parseTextMatch } from '@/lib/index/read/text-match'
import { buildP95Row, time } from './measure'
import type { Row } from './table'

const RUNS = 40

type Kind = {
  readonly what: string
  readonly filter: EventFilter
  /** Milliseconds that 95 of 100 pages may take. */
  readonly limit: number
}

/** One event of five thousand passes the last but one, and none the last: all events are looked at. */
const KINDS: readonly Kind[] = [
  { what: 'all', filter: {}, limit: 50 },
  { what: 'a part of a person', filter: { person: parseTextMatch('ada') }, limit: 50 },
  { what: 'a part of a model', filter: { model: parseTextMatch('fraud') }, limit: 50 },
  { what: 'one model', filter: { model: parseTextMatch('"fraud-00001"') }, limit: 50 },
  { what: 'a part of a model, rare', filter: { model: parseTextMatch('-0001') }, limit: 1000 },
  {
    what: 'a person who does not exist',
    filter: { person: parseTextMatch('nobody') },
    limit: 1000,
  },
]

/** Pages of 50 events out of all in the database, one query after the other. */
export async function measureEvents(database: Database): Promise<readonly Row[]> {
  const [counted] = (await database.query('SELECT count(*)::int AS all FROM events', [])).rows
  const all = Number(counted?.all).toLocaleString('en')
  const rows: Row[] = []
  for (const { what, filter, limit } of KINDS) {
    const samples: number[] = []
    for (let run = 0; run < RUNS; run += 1) {
      const page = await time(() => listEvents(database, { repos: 'all' }, { filter, limit: 50 }))
      samples.push(page.ms)
    }
    rows.push(buildP95Row(`page at ${all} events: ${what}`, samples, limit))
  }
  return rows
}
