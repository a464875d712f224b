import type { Database } from '@/lib/database/database'
import { DatabaseError } from '@/lib/database/database-error'
import { requireLease } from '@/lib/database/lease'
import { Prisma } from '@/prisma/generated/client'
import { formatKeyJson } from './derived-row'
import {
  type Generations,
  openGenerations,
  removeGeneration,
  runStep,
  switchGenerations,
  type Writer,
} from './generations'
import { openBatches, type RowBatch } from './row-batches'
import { insertRows, moveRows, type RowTable, removeRows } from './row-tables'

/** Collects the rows that a write adds and removes, and shows all changes to readers at once. */
export type RowWriter = {
  readonly insert: (table: RowTable, json: string) => void
  /** `key` as `formatDerivedRow` makes it. */
  readonly remove: (table: RowTable, key: string) => void
  /** Writes the collected rows when they exceed the size of a step. */
  readonly relieve: () => Promise<void>
  /** `conclude` runs in the transaction that shows the changes. Returns the number of changed rows by table. */
  readonly finish: (conclude: Conclude) => Promise<ReadonlyMap<string, number>>
}

type Conclude = (tx: Prisma.TransactionClient, outcome: 'changed' | 'same') => Promise<void>

/** The size of one statement. It takes some 20 ms, for which readers of the embedded database wait. */
export const STEP = { rows: 500, length: 256_000 } as const

/** Of a write that is one transaction. Larger ones are made in steps (see Generations). */
export const IN_PLACE = { rows: 2_000, length: 1_000_000 } as const

/** A transaction may have to wait for a lock, and in the embedded database for other transactions. */
const TRANSACTION_TIMEOUTS = { maxWait: 120_000, timeout: 600_000 }

type Client = Database['prisma']

export function openRowWriter(db: Database, writer: Writer): RowWriter {
  const { prisma } = db
  const batches = openBatches(STEP)
  const moved = new Set<RowTable>()
  let generations: Generations | null = null
  let running = Promise.resolve()
  return {
    insert: (table, json) => batches.add('insert', table, json),
    remove(table, key) {
      moved.add(table)
      batches.add('remove', table, formatKeyJson(key, table.key))
    },
    async relieve() {
      if (generations === null ? !batches.isLarger(IN_PLACE) : !batches.hasFull()) return
      // Steps run while the next ones are put together.
      await running
      generations ??= await openGenerations(prisma, writer)
      running = runSteps(db, writer, { generations, batches: batches.takeFull() })
      running.catch(() => {})
    },
    async finish(conclude) {
      await running
      const rest = batches.takeAll()
      if (generations === null) await writeInPlace(prisma, writer, { batches: rest, conclude })
      else {
        await runSteps(db, writer, { generations, batches: rest })
        await showGeneration(prisma, writer, { generations, moved: [...moved], conclude })
      }
      return batches.count()
    },
  }
}

async function runSteps(
  db: Database,
  writer: Writer,
  step: { readonly generations: Generations; readonly batches: readonly RowBatch[] },
): Promise<void> {
  const { next, replaced } = step.generations
  for (const { kind, table, json } of step.batches) {
    await runStep(db, { writer, next }, (from) =>
      kind === 'insert'
        ? insertRows(table, json, { generation: next, from })
        : moveRows(table, json, { slug: writer.slug, hidden: next, to: replaced, from }),
    )
  }
}

async function showGeneration(
  prisma: Client,
  writer: Writer,
  step: {
    readonly generations: Generations
    readonly moved: readonly RowTable[]
    readonly conclude: Conclude
  },
): Promise<void> {
  const { moved, conclude } = step
  const { next, replaced } = step.generations
  await prisma.$transaction(async (tx) => {
    await switchGenerations(tx, writer, { next, replaced: moved.length > 0 ? replaced : null })
    await conclude(tx, 'changed')
  }, TRANSACTION_TIMEOUTS)
  if (moved.length === 0) return
  try {
    await removeGeneration(prisma, writer, { generation: replaced, tables: moved })
  } catch (error) {
    // The write is complete. The process that holds the lease now removes the hidden rows.
    if (!(error instanceof DatabaseError && error.code === 'lease-lost')) throw error
  }
}

async function writeInPlace(
  prisma: Client,
  { slug, lease }: Writer,
  { batches, conclude }: { readonly batches: readonly RowBatch[]; readonly conclude: Conclude },
): Promise<void> {
  const removes = batches.filter((batch) => batch.kind === 'remove')
  const inserts = batches.filter((batch) => batch.kind === 'insert')
  await prisma.$transaction(async (tx) => {
    if (lease) await requireLease(tx, lease)
    // A row that replaces another one has its key.
    await runAsOneStatement(
      tx,
      removes.map(({ table, json }) => removeRows(table, json, slug)),
    )
    await runAsOneStatement(
      tx,
      inserts.map(({ table, json }) => insertRows(table, json, { generation: 0 })),
    )
    await conclude(tx, batches.length > 0 ? 'changed' : 'same')
  }, TRANSACTION_TIMEOUTS)
}

/** Runs the changes as one statement, because each statement costs a round trip and most are small. */
async function runAsOneStatement(
  tx: Prisma.TransactionClient,
  changes: readonly Prisma.Sql[],
): Promise<void> {
  if (changes.length === 0) return
  const parts = changes.map(
    (change, index) => Prisma.sql`${Prisma.raw(`part${index}`)} AS (${change})`,
  )
  await tx.$executeRaw`WITH ${Prisma.join(parts)} SELECT`
}
