import type { RegistryArtifact } from '@/lib/registry/artifact'
import type { IgnoredTag } from '@/lib/registry/group-tags'
import type { RegistryProblem } from '@/lib/registry/problem'
import { Prisma } from '@/prisma/generated/client'
import { formatEventRows, formatHolderRows, formatVersionRows } from './artifact-rows'
import { formatDerivedRow, type Row } from './derived-row'
import type { IndexWrite } from './index-write'
import { formatModelRow } from './model-row'
import { type DerivedTable, derivedTables, type Executor, selectKey } from './row-tables'
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
 * that the rows of a large repository are never in memory together.
 */
export async function compareRows(db: Executor, comparing: Comparing): Promise<void> {
  const { write, sync } = comparing
  // A first sync reads no stored rows, so one group is enough.
  const size = sync === 'first' ? Number.POSITIVE_INFINITY : GROUP_ROWS
  for (const group of groupArtifacts(write, size)) await compareGroup(db, comparing, group)
  for (let at = 0; at < write.removedArtifacts.length; at += GROUP_NAMES) {
    const names = write.removedArtifacts.slice(at, at + GROUP_NAMES)
    await compareGroup(db, comparing, listArtifactTables(write, [], names))
  }
  await compareGroup(db, comparing, listRepoTables(write))
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
  { slug, proofs }: IndexWrite,
  artifacts: readonly RegistryArtifact[],
  scopes: readonly string[] = artifacts.map((one) => one.name),
): readonly TableRows[] {
  const { models, versions, events, holders, problems } = derivedTables
  const ofEach = (table: DerivedTable, format: (artifact: RegistryArtifact) => readonly Row[]) => ({
    table,
    scopes,
    rows: formatEach(artifacts, format),
  })
  return [
    ofEach(models, (one) => [formatModelRow(slug, one)]),
    ofEach(versions, (one) => formatVersionRows(slug, one)),
    { table: events, scopes, rows: formatEventRows(slug, artifacts, proofs) },
    ofEach(holders, (one) => formatHolderRows(slug, one)),
    ofEach(problems, (one) => formatProblemRows(slug, { scope: one.name, problems: one.problems })),
  ]
}

function listRepoTables({ slug, problems, ignored }: IndexWrite): readonly TableRows[] {
  return [
    {
      table: derivedTables.problems,
      scopes: [''],
      rows: formatProblemRows(slug, { scope: '', problems }),
    },
    { table: derivedTables.ignored, scopes: [], rows: formatIgnoredRows(slug, ignored) },
  ]
}

function* formatEach(
  artifacts: readonly RegistryArtifact[],
  format: (artifact: RegistryArtifact) => readonly Row[],
): Iterable<Row> {
  for (const artifact of artifacts) yield* format(artifact)
}

async function compareGroup(
  db: Executor,
  { write, writer, sync }: Comparing,
  group: readonly TableRows[],
): Promise<void> {
  const stored = sync === 'first' ? [] : await findStored(db, write.slug, group)
  for (const { table, rows } of group) {
    const unseen = new Map<string, string>()
    for (const { view, key, digest } of stored) if (view === table.view) unseen.set(key, digest)
    const inserted = new Set<string>()
    for (const row of rows) {
      const { key, digest, json } = formatDerivedRow(row, table.key)
      const before = unseen.get(key)
      unseen.delete(key)
      if (before === digest || inserted.has(key)) continue
      if (before !== undefined) writer.remove(table, key)
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
async function findStored(
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

/** `scope` is the artifact of the problems; empty for the repository's own. */
function formatProblemRows(
  repo: string,
  found: { readonly scope: string; readonly problems: readonly RegistryProblem[] },
): Row[] {
  const { scope } = found
  return found.problems.map(({ code, artifact, file, line, tag, commit, detail }) => {
    return { repo, scope, code, artifact, file, line, tag, commit, detail }
  })
}

function formatIgnoredRows(repo: string, ignored: readonly IgnoredTag[]): Row[] {
  return ignored.map(({ tag, oid, code }) => ({ repo, tag, oid, code }))
}
