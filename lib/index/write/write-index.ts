import type { Database } from '@/lib/database/database'
import { type ArtifactHash, hashState } from '@/lib/registry/state-hash'
import type { Prisma, Repo } from '@/prisma/generated/client'
import { analyzeTables } from './analyze-tables'
import { compareRows } from './compare-rows'
import { rowTables } from './derived-tables'
import { removeGeneration, type Writer } from './generations'
import type { IndexWrite } from './index-write'
import type { Executor } from './row-tables'
import { openRowWriter } from './row-writer'
import { deleteSeen, writeSeen } from './write-seen'

export type IndexWritten = {
  /** Of the repository: grows with every write that changed a row. */
  readonly revision: bigint
  /** Tags of the events that no write before had. */
  readonly addedEvents: readonly string[]
}

/**
 * Replaces the repository's rows with the derived ones. A reader sees the old registry or the new one. Only rows that
 * differ are written. A large write is made in steps that readers do not see before the last one, and a reader of the
 * embedded database, which has one session, waits for no more than one of them.
 */
export async function writeIndex(db: Database, write: IndexWrite): Promise<IndexWritten> {
  const writer: Writer = { slug: write.slug, lease: write.lease }
  const { indexed, seen, hidden } = await readIndexState(db.prisma, write.slug)
  for (const generation of hidden) {
    await removeGeneration(db.prisma, writer, { generation, tables: rowTables })
  }
  const rows = openRowWriter(db, writer)
  const sync = indexed ? 'later' : 'first'
  const addedEvents = await compareRows(db.prisma, { write, writer: rows, sync })
  if (seen && write.seen.look === 'first') await deleteSeen(db.prisma, rows, write.slug)
  await writeSeen(rows, write)
  let revision = 0n
  const changes = await rows.finish(async (tx, outcome) => {
    revision = await concludeWrite(tx, write, outcome)
  })
  await analyzeTables(db, changes)
  return { revision, addedEvents }
}

type IndexState = {
  /** Whether readers can be shown any rows of the repository. */
  readonly indexed: boolean
  /** Whether tags were seen, perhaps of another repository under the slug. */
  readonly seen: boolean
  /** The generations that writers left when they died. */
  readonly hidden: readonly number[]
}

async function readIndexState(db: Executor, slug: string): Promise<IndexState> {
  const [state] = await db.$queryRaw<IndexState[]>`
    SELECT EXISTS (SELECT FROM repos WHERE slug = ${slug}) AS indexed,
      EXISTS (SELECT FROM seen_tags WHERE repo = ${slug}) AS seen,
      ARRAY(SELECT generation FROM hidden_generations WHERE repo = ${slug}) AS hidden`
  return state ?? { indexed: true, seen: true, hidden: [] }
}

/** Writes the repository's own row, and since when its tags are watched. Returns the row's revision. */
async function concludeWrite(
  tx: Prisma.TransactionClient,
  write: IndexWrite,
  outcome: 'changed' | 'same',
): Promise<bigint> {
  const { slug, url, refsHash, derivation, head, syncedAt, seen } = write
  const { repository, since } = seen
  const watch = { repository, since, heldTags: null, acceptedTags: null }
  await tx.watch.upsert({ where: { slug }, create: { slug, ...watch }, update: watch })
  const values = {
    url,
    refsHash,
    derivation,
    syncedAt,
    headBranch: head?.branch ?? null,
    headCommit: head?.commit ?? null,
    stageOrder: [...write.stageOrder],
    ...(await readTotals(tx, slug)),
    revision: outcome === 'changed' ? await raiseRevision(tx) : undefined,
  }
  const repo = await tx.repo.upsert({
    where: { slug },
    create: { slug, ...values },
    update: values,
  })
  return repo.revision
}

type Totals = Pick<
  Repo,
  'models' | 'versions' | 'events' | 'problems' | 'ignoredTags' | 'stateHash'
>

async function readTotals(tx: Executor, slug: string): Promise<Totals> {
  const [row] = await tx.$queryRaw<(Omit<Totals, 'stateHash'> & { hashes: ArtifactHash[] })[]>`
    SELECT count(*)::int AS models, COALESCE(sum(version_count), 0)::int AS versions,
      COALESCE(sum(event_count), 0)::int AS events,
      (SELECT count(*) FROM shown_problems WHERE repo = ${slug})::int AS problems,
      (SELECT count(*) FROM ignored_tags WHERE repo = ${slug})::int AS "ignoredTags",
      COALESCE(json_agg(json_build_object('name', name, 'hash', state_hash)), '[]') AS hashes
    FROM models WHERE repo = ${slug}`
  if (row === undefined) throw new Error('an aggregate without a row')
  const { hashes, ...counts } = row
  return { ...counts, stateHash: hashState(hashes) }
}

/** Increments the revision. Call it late in a transaction: from here on other writers wait for its end. */
export async function raiseRevision(tx: Prisma.TransactionClient): Promise<bigint> {
  const { revision } = await tx.indexRevision.update({
    where: { id: 1 },
    data: { revision: { increment: 1 } },
  })
  return revision
}
