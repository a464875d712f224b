import { createHash } from 'node:crypto'
import type { Database } from '@/lib/database/database'
import { storableJson } from '@/lib/database/storable-json'
import { dropOldest } from './drop-oldest'
import type { PathChanges, WantedChanges } from './read-path-changes'

/** Answers of one repository that are kept; the oldest ones are dropped. */
const MAX_KEPT = 2_000

/** How long it counts that git did not tell, in milliseconds. */
const RETRY = 3_600_000

export type StoredChanges = {
  /** Null where git did not tell them. */
  readonly changes: PathChanges | null
}

/** What is stored of the changes; null where nothing is, or nothing that counts. */
export async function readStoredChanges(
  { prisma }: Database,
  wanted: WantedChanges,
  now: Date,
): Promise<StoredChanges | null> {
  const row = await prisma.pathChangesRow.findUnique({ where: { repo_key: keyOf(wanted) } })
  if (row === null) return null
  const changes = JSON.parse(row.data) as PathChanges | null
  const isOld = now.getTime() - row.readAt.getTime() > RETRY
  return changes === null && isOld ? null : { changes }
}

/** Stores changes. They can be read again at any time, so that nothing depends on it. */
export async function storeChanges(
  database: Database,
  wanted: WantedChanges,
  { changes, readAt }: StoredChanges & { readonly readAt: Date },
): Promise<void> {
  const { repo, key } = keyOf(wanted)
  const row = { data: storableJson(changes), readAt }
  await database.prisma.pathChangesRow.upsert({
    where: { repo_key: { repo, key } },
    create: { repo, key, ...row },
    update: row,
  })
  await dropOldest(database, 'path_changes', { repo, kept: MAX_KEPT })
}

/** A path may be longer than what an index takes. */
function keyOf({ repo, commit, since, path }: WantedChanges) {
  const key = createHash('sha256').update(`${commit} ${since} ${path}`).digest('hex')
  return { repo, key }
}
