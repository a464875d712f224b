import type { RegistryArtifact } from '@/lib/registry/artifact'
import { Prisma } from '@/prisma/generated/client'
import { buildDerivedRow, type Row } from './derived-row'
import { type DerivedTable, derivedTables } from './derived-tables'
import type { IndexWrite } from './index-write'
import { type Executor, selectKey } from './row-tables'
import type { RowWriter } from './row-writer'

/** Artifacts are compared with what is stored in groups of about this many rows. */
const GROUP_ROWS = 2_000

/** Removed artifacts are grouped by number, because the number of their rows is unknown. */
const GROUP_NAMES = 100

type Comparing = {
  readonly write: IndexWrite
  readonly writer: RowWriter
  /** `first`: nothing of the repository is stored. */
  readonly sync: 'first' | 'later'
}

type TableRows = {
  readonly table: DerivedTable
  /** The scopes whose rows are complete. In a table without scopes, the rows of the whole repository are complete. */
  readonly scopes: readonly string[]
  readonly rows: Iterable<Row>
}

/**
 * Passes the differences between the derived and the stored rows to the writer. Rows are created group by group, so
 * that the rows of a large repository are never in memory together. Returns the tags of events that were not stored.
 */
export async function compareRows(db: Executor, comparing: Comparing): Promise<readonly string[]> {
  const { write, sync } = comparing
  const added: string[] = []
  // A first sync reads no stored rows, so one group is enough.
  const size = sync === 'first' ? Number.POSITIVE_INFINITY : GROUP_ROWS
  for (const group of groupArtifacts(write, size)) await compareGroup(db, comparing, group, added)
  for (let at = 0; at < write.removedArtifacts.length; at += GROUP_NAMES) {
    const names = write.removedArtifacts.slice(at, at + GROUP_NAMES)
    await compareGroup(db, comparing, listArtifactTables(write, [], names), added)
  }
  await compareGroup(db, comparing, listRepoTables(write), added)
  return added
}

function* groupArtifacts(write: IndexWrite, size: number): Iterable<readonly TableRows[]> {
  let group: RegistryArtifact[] = []
  let rows = 0
  for (const artifact of write.artifacts) {
    group.push(artifact)
    rows += artifact.versions.length + artifact.events.length + artifact.rejected.length
    if (rows < size) continue
    yield listArtifactTables(write, group)
    group = []
    rows = 0
  }
  if (group.length > 0) yield listArtifactTables(write, group)
}

function listArtifactTables(
  write: IndexWrite,
  artifacts: readonly RegistryArtifact[],
  scopes: readonly string[] = artifacts.map((one) => one.name),
): readonly TableRows[] {
  return derivedTables.flatMap((table) =>
    table.ofArtifacts === null
      ? []
      : [{ table, scopes, rows: table.ofArtifacts(write, artifacts) }],
  )
}

function listRepoTables(write: IndexWrite): readonly TableRows[] {
  return derivedTables.flatMap((table) =>
    table.ofRepo === null ? [] : [{ table, scopes: [''], rows: table.ofRepo(write) }],
  )
}

async function compareGroup(
  db: Executor,
  { write, writer, sync }: Comparing,
  group: readonly TableRows[],
  addedEvents: string[],
): Promise<void> {
  const stored = sync === 'first' ? [] : await listStored(db, write.slug, group)
  for (const { table, rows } of group) {
    const unseen = new Map<string, string>()
    for (const { view, key, digest } of stored) if (view === table.view) unseen.set(key, digest)
    const inserted = new Set<string>()
    for (const row of rows) {
      const { key, digest, json } = buildDerivedRow(row, table.key)
      const before = unseen.get(key)
      unseen.delete(key)
      if (before === digest || inserted.has(key)) continue
      if (before !== undefined) writer.remove(table, key)
      else if (table.view === 'events') addedEvents.push(key)
      inserted.add(key)
      writer.insert(table, json)
      await writer.relieve()
    }
    for (const key of unseen.keys()) {
      writer.remove(table, key)
      await writer.relieve()
    }
  }
}

type StoredRow = { readonly view: string; readonly key: string; readonly digest: string }

/** Keys and digests of the stored rows of all tables of the group. */
async function listStored(
  db: Executor,
  slug: string,
  group: readonly TableRows[],
): Promise<StoredRow[]> {
  const parts = group.map(({ table, scopes }) => {
    const chosen =
      table.scope === null
        ? Prisma.sql`true`
        : Prisma.sql`${Prisma.raw(table.scope)} = ANY(${[...scopes]})`
    return Prisma.sql`SELECT ${table.view}::text AS view, ${selectKey(table)} AS key, digest
      FROM ${Prisma.raw(table.view)} WHERE repo = ${slug} AND ${chosen}`
  })
  return await db.$queryRaw<StoredRow[]>`${Prisma.join(parts, ' UNION ALL ')}`
}
