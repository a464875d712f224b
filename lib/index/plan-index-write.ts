import { inSlices } from '@/lib/in-slices'
import type { RegistryArtifact } from '@/lib/registry/artifact'
import { formatEventRows, formatHolderRows, formatVersionRows } from './artifact-rows'
import { formatDerivedRow, formatKeyJson, type Row } from './derived-row'
import {
  type DerivedTable,
  type Executor,
  eventTable,
  holderTable,
  ignoredTagTable,
  modelTable,
  problemTable,
  type StoredKey,
  versionTable,
} from './derived-tables'
import { formatModelRow } from './model-row'
import { formatIgnoredRows, formatProblemRows } from './repo-rows'
import type { IndexWrite } from './write-index'

/** What one table lacks and has too much, as JSON arrays small enough for one statement each. */
export type TableChange = {
  readonly table: DerivedTable
  readonly removes: readonly string[]
  readonly inserts: readonly string[]
  readonly rows: number
}

/** The embedded database runs in this process: while a statement runs, nothing else does. */
const LONGEST_STATEMENT = 150_000
const MOST_ROWS = 500

/** Compares what was derived with what is stored. Reads only; nothing of it runs in a transaction, so that readers do
 *  not wait for it. */
export async function planIndexWrite(db: Executor, write: IndexWrite): Promise<TableChange[]> {
  const artifacts = [...write.artifacts.map((one) => one.name), ...write.removedArtifacts]
  const changes: TableChange[] = []
  for (const { table, scopes, rows } of listTables(write, artifacts)) {
    const stored = await table.find(db, write.slug, scopes)
    const change = await compareRows(table, rows, stored)
    if (change.rows > 0) changes.push(change)
  }
  return changes
}

type TableRows = {
  readonly table: DerivedTable
  /** Whose rows are all given. */
  readonly scopes: readonly string[]
  readonly rows: Iterable<Row>
}

function listTables(write: IndexWrite, artifacts: readonly string[]): readonly TableRows[] {
  const { slug } = write
  const ofEach = (
    table: DerivedTable,
    format: (artifact: RegistryArtifact) => readonly Row[],
  ): TableRows => ({ table, scopes: artifacts, rows: formatEach(write.artifacts, format) })
  return [
    ofEach(modelTable, (one) => [formatModelRow(slug, one)]),
    ofEach(versionTable, (one) => formatVersionRows(slug, one)),
    ofEach(eventTable, (one) => formatEventRows(slug, one, write.proofs)),
    ofEach(holderTable, (one) => formatHolderRows(slug, one)),
    { table: problemTable, scopes: ['', ...artifacts], rows: formatProblemRows(write) },
    { table: ignoredTagTable, scopes: [], rows: formatIgnoredRows(write) },
  ]
}

/** One artifact's rows at a time: those of all of them are far larger than their text. */
function* formatEach(
  artifacts: readonly RegistryArtifact[],
  format: (artifact: RegistryArtifact) => readonly Row[],
): Iterable<Row> {
  for (const artifact of artifacts) yield* format(artifact)
}

async function compareRows(
  table: DerivedTable,
  rows: Iterable<Row>,
  stored: readonly StoredKey[],
): Promise<TableChange> {
  const unseen = new Map(stored.map((one) => [one.key, one.digest]))
  const removes = openBatches()
  const inserts = openBatches()
  const inserted = new Set<string>()
  const remove = (key: string) => removes.add(formatKeyJson(key, table.columns))
  await inSlices(rows, (row) => {
    const { key, digest, json } = formatDerivedRow(row, table.columns)
    const before = unseen.get(key)
    unseen.delete(key)
    if (before === digest || inserted.has(key)) return
    if (before !== undefined) remove(key)
    inserted.add(key)
    inserts.add(json)
  })
  await inSlices(unseen.keys(), remove)
  return {
    table,
    removes: removes.finish(),
    inserts: inserts.finish(),
    rows: removes.count() + inserts.count(),
  }
}

/** JSON arrays, made as their items come. */
function openBatches() {
  const batches: string[] = []
  let batch: string[] = []
  let length = 0
  let count = 0
  const close = () => {
    if (batch.length > 0) batches.push(`[${batch.join(',')}]`)
    batch = []
    length = 0
  }
  return {
    add: (item: string) => {
      if (batch.length === MOST_ROWS || length > LONGEST_STATEMENT) close()
      batch.push(item)
      length += item.length
      count += 1
    },
    finish: (): readonly string[] => {
      close()
      return batches
    },
    count: () => count,
  }
}
