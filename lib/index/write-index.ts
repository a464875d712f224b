import { setImmediate as nextTurn } from 'node:timers/promises'
import type { RegistryArtifact } from '@/lib/registry/artifact'
import type { IgnoredTag } from '@/lib/registry/group-tags'
import type { RegistryProblem } from '@/lib/registry/problem'
import { type ArtifactHash, hashState } from '@/lib/registry/state-hash'
import type { Prisma } from '@/prisma/generated/client'
import { analyzeTables } from './analyze-tables'
import type { Database } from './database'
import type { EventProof } from './event-proof'
import { type Lease, requireLease } from './lease'
import { planIndexWrite, type TableChange } from './plan-index-write'
import { type SeenChanges, writeSeenTags } from './seen-tags'

export type IndexWrite = {
  readonly slug: string
  /** Without credentials. */
  readonly url: string
  readonly refsHash: string
  /** The caller's fingerprint of everything but the refs that the rows depend on. */
  readonly derivation: string
  readonly head: { readonly branch: string; readonly commit: string } | null
  readonly stageOrder: readonly string[]
  readonly syncedAt: Date
  /** Derived anew; every other artifact stays as it is. */
  readonly artifacts: readonly RegistryArtifact[]
  /** Of every event of the artifacts, by tag. */
  readonly proofs: ReadonlyMap<string, EventProof>
  readonly removedArtifacts: readonly string[]
  /** All of the repository. */
  readonly ignored: readonly IgnoredTag[]
  /** The repository's own, all of them. */
  readonly problems: readonly RegistryProblem[]
  readonly seen: SeenChanges
  /** Where given, a writer whose lease was taken over writes nothing and gets IndexError `lease-lost`. */
  readonly lease?: Lease
}

/** A large repository on a slow disk must not be cut off half-way; a reader of the embedded database waits meanwhile. */
const PATIENCE = { maxWait: 120_000, timeout: 600_000 }

/** Makes the repository's rows what was derived, in one transaction: a reader sees the old registry or the new one.
 *  Only rows that differ are written. */
export async function writeIndex(db: Database, write: IndexWrite): Promise<void> {
  const changes = await planIndexWrite(db.prisma, write)
  await db.prisma.$transaction(async (tx) => {
    if (write.lease) await requireLease(tx, write.lease)
    for (const change of changes) await applyChange(tx, write.slug, change)
    await writeSeenTags(tx, write.slug, write.seen)
    const revision = changes.length > 0 ? await raiseRevision(tx) : undefined
    await writeRepo(tx, write, revision)
  }, PATIENCE)
  await analyzeTables(db, new Map(changes.map((one) => [one.table.name, one.rows])))
}

async function applyChange(
  tx: Prisma.TransactionClient,
  slug: string,
  { table, removes, inserts }: TableChange,
): Promise<void> {
  for (const json of removes) {
    await table.remove(tx, slug, json)
    await nextTurn()
  }
  for (const json of inserts) {
    await table.insert(tx, json)
    await nextTurn()
  }
}

/** `revision` where rows have changed. */
async function writeRepo(
  tx: Prisma.TransactionClient,
  write: IndexWrite,
  revision: bigint | undefined,
): Promise<void> {
  const { slug, url, refsHash, derivation, head, syncedAt } = write
  const inRepo = { where: { repo: slug } }
  const sums = await tx.model.aggregate({
    ...inRepo,
    _count: true,
    _sum: { versionCount: true, eventCount: true },
  })
  const values = {
    ...{ url, refsHash, derivation, syncedAt, revision },
    headBranch: head?.branch ?? null,
    headCommit: head?.commit ?? null,
    stageOrder: [...write.stageOrder],
    models: sums._count,
    versions: sums._sum.versionCount ?? 0,
    events: sums._sum.eventCount ?? 0,
    problems: await tx.problem.count(inRepo),
    ignoredTags: await tx.ignoredTag.count(inRepo),
    stateHash: await readStateHash(tx, slug),
  }
  await tx.repo.upsert({ where: { slug }, create: { slug, ...values }, update: values })
}

async function readStateHash(tx: Prisma.TransactionClient, slug: string): Promise<string> {
  const rows = await tx.$queryRaw<ArtifactHash[]>`
    SELECT name, state_hash AS hash FROM models WHERE repo = ${slug}`
  return hashState(rows)
}

/** The new revision. Late in a transaction: from here on another writer waits for this one's end. */
export async function raiseRevision(tx: Prisma.TransactionClient): Promise<bigint> {
  const { revision } = await tx.indexRevision.update({
    where: { id: 1 },
    data: { revision: { increment: 1 } },
  })
  return revision
}
