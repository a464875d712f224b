import type { Database } from '@/lib/database/database'
import { readInTransaction } from '@/lib/database/read-in-transaction'
import type { Prisma } from '@/prisma/generated/client'
import { buildRepoCatalog, type RepoCatalog } from './build-repo-catalog'
import type { Catalog } from './catalog'
import { openPastCache, type PastCatalog } from './past-cache'
import { readPastRows } from './past-catalog-rows'
import { openPastQueue } from './past-queue'
import { readRevisionIn } from './read-revision'
import { canSee, type Viewer } from './viewer'

/** The viewer, and a past second in Unix time. */
export type PastAsked = { readonly viewer: Viewer; readonly at: number }

const openOf = openPastCache()

/** What has been read of the instant in this revision of the index; null when that has to be read. */
export function findPastCatalog(
  db: Database,
  revision: bigint,
  { viewer, at }: PastAsked,
): Catalog | null {
  const known = openOf(db).find(at)?.ofViewers.get(formatKey(viewer))
  return known?.revision === revision ? known.catalog : null
}

/** The catalog of the instant. What `preparePast` has not read is read in the transaction. */
export async function readPastCatalog(
  db: Database,
  tx: Prisma.TransactionClient,
  { viewer, at }: PastAsked,
): Promise<Catalog> {
  const revision = await readRevisionIn(tx)
  const known = findPastCatalog(db, revision, { viewer, at })
  if (known !== null) return known
  const cache = openOf(db)
  const past = cache.open(at)
  const repos = await listRepos(tx, viewer)
  for (const repo of listUnread(past, repos)) keep(past, repo, await readRepo(tx, repo.slug, at))
  const catalog = new Map(repos.map(({ slug }) => [slug, past.repos.get(slug)?.value ?? NOTHING]))
  past.ofViewers.set(formatKey(viewer), { revision, catalog })
  cache.limit(at)
  return catalog
}

const queues = new WeakMap<Database, ReturnType<typeof openPastQueue>>()

function findQueue(db: Database) {
  const queue = queues.get(db) ?? openPastQueue(() => performance.now())
  queues.set(db, queue)
  return queue
}

/**
 * Reads what the catalog of the instant needs and has not been read, repository by repository: in between, others can use
 * the only connection of the embedded database. Throws a PastBusyError while too many instants are read; never for one of
 * which all has been read.
 */
export async function preparePast(db: Database, asked: PastAsked): Promise<void> {
  const past = openOf(db).find(asked.at)
  if (past !== null && listUnread(past, await listRepos(db.prisma, asked.viewer)).length === 0)
    return
  const key = `${asked.at} ${formatKey(asked.viewer)}`
  await findQueue(db).run(key, () => readUnread(db, asked))
}

async function readUnread(db: Database, { viewer, at }: PastAsked): Promise<void> {
  const cache = openOf(db)
  const past = cache.open(at)
  for (const { slug } of listUnread(past, await listRepos(db.prisma, viewer))) {
    const read = await readInTransaction(db, async (tx) => {
      const repo = await tx.repo.findUnique({ where: { slug }, select: REPO })
      return repo && { repo, value: await readRepo(tx, slug, at) }
    })
    if (read !== null) keep(past, read.repo, read.value)
    cache.limit(at)
  }
}

type Repo = { readonly slug: string; readonly revision: bigint }

const REPO = { slug: true, revision: true } as const

const NOTHING = buildRepoCatalog([])

function formatKey({ repos }: Viewer): string {
  return JSON.stringify(repos)
}

async function listRepos(
  tx: Pick<Prisma.TransactionClient, 'repo'>,
  viewer: Viewer,
): Promise<readonly Repo[]> {
  const repos = await tx.repo.findMany({ select: REPO })
  return repos.filter(({ slug }) => canSee(viewer, slug)).sort((a, b) => (a.slug < b.slug ? -1 : 1))
}

function listUnread({ repos }: PastCatalog, wanted: readonly Repo[]): readonly Repo[] {
  return wanted.filter(({ slug, revision }) => repos.get(slug)?.revision !== revision)
}

async function readRepo(
  tx: Prisma.TransactionClient,
  slug: string,
  at: number,
): Promise<RepoCatalog> {
  return buildRepoCatalog(await readPastRows(tx, slug, at))
}

function keep({ repos }: PastCatalog, { slug, revision }: Repo, value: RepoCatalog): void {
  repos.set(slug, { revision, value })
}
