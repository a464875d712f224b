import { setImmediate as nextTurn } from 'node:timers/promises'
import type { RegistryArtifact } from '@/lib/registry/artifact'
import {
  formatEventRows,
  formatHolderRows,
  formatMetricRows,
  formatVersionRows,
} from './artifact-rows'
import { type DerivedRow, formatDerivedRow, formatKeyJson, type Row } from './derived-row'
import {
  type DerivedTable,
  type Executor,
  eventTable,
  holderTable,
  ignoredTagTable,
  metricTable,
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
  for (const { table, scopes, format } of listTables(write, artifacts)) {
    const stored = await table.find(db, write.slug, scopes)
    const change = compareRows(table, format(), stored)
    if (change.rows > 0) changes.push(change)
    await nextTurn()
  }
  return changes
}

type TableRows = {
  readonly table: DerivedTable
  /** Whose rows are all given. */
  readonly scopes: readonly string[]
  readonly format: () => readonly Row[]
}

function listTables(write: IndexWrite, artifacts: readonly string[]): readonly TableRows[] {
  const { slug } = write
  const ofEach = (
    table: DerivedTable,
    format: (artifact: RegistryArtifact) => readonly Row[],
  ): TableRows => ({ table, scopes: artifacts, format: () => write.artifacts.flatMap(format) })
  return [
    ofEach(modelTable, (one) => [formatModelRow(slug, one)]),
    ofEach(versionTable, (one) => formatVersionRows(slug, one)),
    ofEach(eventTable, (one) => formatEventRows(slug, one, write.proofs)),
    ofEach(holderTable, (one) => formatHolderRows(slug, one)),
    ofEach(metricTable, (one) => formatMetricRows(slug, one)),
    { table: problemTable, scopes: ['', ...artifacts], format: () => formatProblemRows(write) },
    { table: ignoredTagTable, scopes: [], format: () => formatIgnoredRows(write) },
  ]
}

function compareRows(
  table: DerivedTable,
  rows: readonly Row[],
  stored: readonly StoredKey[],
): TableChange {
  const unseen = new Map(stored.map((one) => [one.key, one.digest]))
  const removes: string[] = []
  const inserts = new Map<string, DerivedRow>()
  for (const row of rows) {
    const derived = formatDerivedRow(row, table.columns)
    const digest = unseen.get(derived.key)
    unseen.delete(derived.key)
    if (digest === derived.digest || inserts.has(derived.key)) continue
    if (digest !== undefined) removes.push(derived.key)
    inserts.set(derived.key, derived)
  }
  removes.push(...unseen.keys())
  return {
    table,
    removes: formatBatches(removes.map((key) => formatKeyJson(key, table.columns))),
    inserts: formatBatches([...inserts.values()].map((row) => row.json)),
    rows: removes.length + inserts.size,
  }
}

function formatBatches(items: readonly string[]): string[] {
  const batches: string[] = []
  let batch: string[] = []
  let length = 0
  for (const item of items) {
    if (batch.length === MOST_ROWS || length > LONGEST_STATEMENT) {
      batches.push(`[${batch.join(',')}]`)
      batch = []
      length = 0
    }
    batch.push(item)
    length += item.length
  }
  if (batch.length > 0) batches.push(`[${batch.join(',')}]`)
  return batches
}
