import type { RowTable } from './row-tables'

/** JSON arrays of rows to insert, or of keys to remove, small enough for one statement each. */
export type RowBatch = {
  readonly kind: 'insert' | 'remove'
  readonly table: RowTable
  readonly json: string
}

export type Size = { readonly rows: number; readonly length: number }

export type RowBatches = {
  readonly add: (kind: RowBatch['kind'], table: RowTable, item: string) => void
  /** Whether what was added and not taken is larger in either way. */
  readonly isLarger: (size: Size) => boolean
  readonly hasFull: () => boolean
  /** Batches that no further item fits into. */
  readonly takeFull: () => readonly RowBatch[]
  readonly takeAll: () => readonly RowBatch[]
  /** Rows that were ever added, of each table. */
  readonly count: () => ReadonlyMap<string, number>
}

type OpenBatch = Pick<RowBatch, 'kind' | 'table'> & { items: string[]; length: number }

/** Collects items, by table and kind, into batches of at most the given size. */
export function openBatches(size: Size): RowBatches {
  const open = new Map<string, OpenBatch>()
  const counts = new Map<string, number>()
  let full: RowBatch[] = []
  let rows = 0
  let length = 0
  const close = (batch: OpenBatch) => {
    if (batch.items.length === 0) return
    const { kind, table, items } = batch
    full.push({ kind, table, json: `[${items.join(',')}]` })
    batch.items = []
    batch.length = 0
  }
  const takeFull = () => {
    const taken = full
    full = []
    rows = 0
    length = 0
    return taken
  }
  return {
    add(kind, table, item) {
      const name = `${kind} ${table.rows}`
      const batch = open.get(name) ?? { kind, table, items: [], length: 0 }
      open.set(name, batch)
      if (batch.items.length === size.rows || batch.length + item.length > size.length) close(batch)
      batch.items.push(item)
      batch.length += item.length
      rows += 1
      length += item.length
      counts.set(table.rows, (counts.get(table.rows) ?? 0) + 1)
    },
    isLarger: (limit) => rows > limit.rows || length > limit.length,
    hasFull: () => full.length > 0,
    takeFull,
    takeAll() {
      for (const batch of open.values()) close(batch)
      return takeFull()
    },
    count: () => counts,
  }
}
