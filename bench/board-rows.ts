import type { Database } from '@/lib/database/database'
import type { BoardFilter } from '@/lib/index/read/board-order'
import { listBoard } from '@/lib/index/read/list-board'
import { LABELS } from './fill-models'
import { buildP95Row, time } from './measure'
import { createRandom, type Random } from './random'
import type { Row } from './table'

const RUNS = 100
/** Milliseconds that 95 of 100 pages may take. */
const LIMIT = 50
const PAGE_SIZE = 50

type Kind = {
  readonly what: string
  readonly filter: (random: Random) => Partial<BoardFilter>
  readonly page: (random: Random) => number
  /** Before each page the index changes, so that no order of before can be used. */
  readonly index: 'same' | 'changed'
  readonly target: boolean
}

const KINDS: readonly Kind[] = [
  {
    what: 'any page',
    filter: () => ({}),
    page: (random) => 1 + random.int(1000),
    index: 'same',
    target: true,
  },
  // More labels than orders are kept.
  {
    what: 'one label',
    filter: (random) => ({ label: `label-${random.int(LABELS)}` }),
    page: () => 1,
    index: 'same',
    target: false,
  },
  { what: 'after a write', filter: () => ({}), page: () => 1, index: 'changed', target: false },
]

/** Pages of 50 models of the board, one after the other; `change`: what a sync of one repository leaves behind. */
export async function measureBoard(
  database: Database,
  models: number,
  change: () => Promise<void>,
): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const kind of KINDS) {
    const random = createRandom(7)
    const samples: number[] = []
    for (let run = 0; run < RUNS; run += 1) {
      const filter = { label: null, owner: null, repo: null, ...kind.filter(random) }
      const request = { filter, page: kind.page(random), pageSize: PAGE_SIZE, waiting: [] }
      if (kind.index === 'changed') await change()
      samples.push((await time(() => listBoard(database, { repos: 'all' }, request))).ms)
    }
    rows.push(buildRow(kind, models, samples))
  }
  return rows
}

function buildRow({ what, target }: Kind, models: number, samples: readonly number[]): Row {
  const row = buildP95Row(`board at ${models.toLocaleString('en')} models: ${what}`, samples, LIMIT)
  return target ? row : { ...row, target: null }
}
