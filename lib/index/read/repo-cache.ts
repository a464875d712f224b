import type { Database } from '@/lib/database/database'
import type { Prisma } from '@/prisma/generated/client'
import { canSee, type Viewer } from './viewer'

type Kept<Value> = { readonly revision: bigint; readonly value: Value }

/** Reads what is kept of the repositories, all of them in one statement. Repositories may be missing in the answer. */
type ReadRepos<Value> = (
  tx: Prisma.TransactionClient,
  slugs: readonly string[],
) => Promise<ReadonlyMap<string, Value>>

/**
 * Reads a value of each repository that the viewer may see and keeps it until the rows of the repository change. After a
 * sync only its repository is read again. What is kept of a removed repository is dropped.
 */
export function openRepoCache<Value>(read: ReadRepos<Value>, nothing: Value) {
  const known = new WeakMap<Database, Map<string, Kept<Value>>>()

  return async (
    db: Database,
    tx: Prisma.TransactionClient,
    viewer: Viewer,
  ): Promise<ReadonlyMap<string, Value>> => {
    const repos = await tx.repo.findMany({ select: { slug: true, revision: true } })
    const kept = known.get(db) ?? new Map<string, Kept<Value>>()
    known.set(db, kept)
    const slugsNow = new Set(repos.map(({ slug }) => slug))
    for (const slug of kept.keys()) if (!slugsNow.has(slug)) kept.delete(slug)
    const visible = repos.filter(({ slug }) => canSee(viewer, slug))
    const stale = visible.filter(({ slug, revision }) => kept.get(slug)?.revision !== revision)
    const slugs = stale.map(({ slug }) => slug)
    const fresh = slugs.length === 0 ? new Map<string, Value>() : await read(tx, slugs)
    const readNow = new Set(slugs)
    const values = visible.map(({ slug }) => {
      const value = readNow.has(slug) ? fresh.get(slug) : kept.get(slug)?.value
      return [slug, value ?? nothing] as const
    })
    for (const { slug, revision } of stale)
      keepNewer(kept, slug, { revision, value: fresh.get(slug) ?? nothing })
    return new Map(values)
  }
}

/** A read that began before a write may end after it. Its value must not replace a newer one. */
function keepNewer<Value>(kept: Map<string, Kept<Value>>, slug: string, one: Kept<Value>): void {
  const other = kept.get(slug)
  if (other === undefined || other.revision < one.revision) kept.set(slug, one)
}
