import { openNumbers } from './numbers'
import type { PackedHistory } from './pack-history'
import { sortPlaces } from './sort-places'

/** The histories of the models of one repository, in columns. Times are Unix seconds. */
export type RepoHistory = {
  readonly models: number
  /** Of stages and of versions, each once. */
  readonly stages: readonly string[]
  readonly names: readonly string[]
  /** 1 at the places of models that have no past. */
  readonly cut: Uint8Array
  readonly versions: {
    /** The place of the model. */
    readonly model: Uint32Array
    readonly name: Uint32Array
    /** NaN: not known, or never. */
    readonly committed: Float64Array
    readonly registered: Float64Array
  }
  /** The versions that were registered, by that time. */
  readonly registrations: { readonly version: Uint32Array; readonly at: Float64Array }
  /** By their time. */
  readonly promotions: {
    readonly stage: Uint32Array
    readonly version: Uint32Array
    readonly at: Float64Array
    /** 1 where it holds. */
    readonly isFirst: Uint8Array
    readonly isUnsigned: Uint8Array
  }
  /** By their end. */
  readonly holdings: {
    readonly stage: Uint32Array
    readonly version: Uint32Array
    readonly from: Float64Array
    /** Infinity where the stage holds it. */
    readonly until: Float64Array
    /** NO_VERSION where it was not rolled back. */
    readonly rolledBackTo: Uint32Array
  }
}

export const NO_VERSION = 0xffff_ffff

/** The histories must be in the order of the models' places. */
export function buildRepoHistory(histories: readonly PackedHistory[]): RepoHistory {
  const stages = openNumbers()
  const names = openNumbers()
  const columns = openColumns(histories)
  const next = { version: 0, promotion: 0, holding: 0 }
  for (const [model, history] of histories.entries()) {
    const first = next.version
    const stageOf = history.stages.map(stages.numberOf)
    const own = history.names.split(' ').map(names.numberOf)
    for (const [at, [committed, registered]] of history.versions.entries())
      setVersion(columns.versions, next.version++, {
        ...{ model, name: own[at] ?? 0, committed, registered },
      })
    for (const row of history.promotions)
      setPromotion(columns.promotions, next.promotion++, { row, stageOf, first })
    for (const row of history.holdings ?? [])
      setHolding(columns.holdings, next.holding++, { row, stageOf, first })
  }
  return {
    models: histories.length,
    ...{ stages: stages.list(), names: names.list() },
    cut: Uint8Array.from(histories, ({ holdings }) => (holdings === null ? 1 : 0)),
    versions: columns.versions,
    registrations: listRegistrations(columns.versions),
    promotions: orderBy(columns.promotions, 'at'),
    holdings: orderBy(columns.holdings, 'until'),
  }
}

type Columns = Pick<RepoHistory, 'versions' | 'promotions' | 'holdings'>

function openColumns(histories: readonly PackedHistory[]): Columns {
  const counts = { versions: 0, promotions: 0, holdings: 0 }
  for (const { versions, promotions, holdings } of histories) {
    counts.versions += versions.length
    counts.promotions += promotions.length
    counts.holdings += holdings?.length ?? 0
  }
  const numbers = (of: keyof Columns) => new Uint32Array(counts[of])
  const seconds = (of: keyof Columns) => new Float64Array(counts[of])
  return {
    versions: {
      ...{ model: numbers('versions'), name: numbers('versions') },
      ...{ committed: seconds('versions'), registered: seconds('versions') },
    },
    promotions: {
      ...{ stage: numbers('promotions'), version: numbers('promotions') },
      ...{ at: seconds('promotions'), isFirst: new Uint8Array(counts.promotions) },
      isUnsigned: new Uint8Array(counts.promotions),
    },
    holdings: {
      ...{ stage: numbers('holdings'), version: numbers('holdings') },
      ...{ from: seconds('holdings'), until: seconds('holdings') },
      rolledBackTo: numbers('holdings'),
    },
  }
}

function setVersion(
  columns: Columns['versions'],
  at: number,
  version: {
    readonly model: number
    readonly name: number
    readonly committed: number | null
    readonly registered: number | null
  },
): void {
  columns.model[at] = version.model
  columns.name[at] = version.name
  columns.committed[at] = version.committed ?? Number.NaN
  columns.registered[at] = version.registered ?? Number.NaN
}

/** A row of a history, and the numbers that its stages and its first version have in the repository. */
type Numbered<Row> = {
  readonly row: Row
  readonly stageOf: readonly number[]
  readonly first: number
}

function setPromotion(
  columns: Columns['promotions'],
  at: number,
  { row, stageOf, first }: Numbered<PackedHistory['promotions'][number]>,
): void {
  columns.stage[at] = stageOf[row[0]] ?? 0
  columns.version[at] = first + row[1]
  columns.at[at] = row[2]
  columns.isFirst[at] = row[3]
  columns.isUnsigned[at] = row[4]
}

function setHolding(
  columns: Columns['holdings'],
  at: number,
  { row, stageOf, first }: Numbered<NonNullable<PackedHistory['holdings']>[number]>,
): void {
  columns.stage[at] = stageOf[row[0]] ?? 0
  columns.version[at] = first + row[1]
  columns.from[at] = row[2]
  columns.until[at] = row[3] ?? Number.POSITIVE_INFINITY
  columns.rolledBackTo[at] = row[4] === null ? NO_VERSION : first + row[4]
}

function listRegistrations({ registered }: Columns['versions']): RepoHistory['registrations'] {
  const versions = Uint32Array.from(registered.keys()).filter(
    (version) => !Number.isNaN(registered[version]),
  )
  const at = Float64Array.from(versions, (version) => registered[version] ?? 0)
  return orderBy({ version: versions, at }, 'at')
}

type Column = Uint8Array | Uint32Array | Float64Array

/** The same rows in the order of one of their columns. */
function orderBy<Rows extends Readonly<Record<string, Column>>>(rows: Rows, by: keyof Rows): Rows {
  const places = sortPlaces(rows[by] as Float64Array)
  const ordered = Object.entries(rows).map(([name, column]) => {
    const sorted = column.slice()
    for (let at = 0; at < sorted.length; at += 1) sorted[at] = column[places[at] ?? 0] ?? 0
    return [name, sorted]
  })
  return Object.fromEntries(ordered) as Rows
}
