import { createHash } from 'node:crypto'
import type { Database } from '@/lib/database/database'
import { storableJson } from '@/lib/database/storable-json'
import type { CodeDiff } from '@/lib/views/code-diff'
import { dropOldest } from './drop-oldest'
import type { WantedDiff } from './read-code-diff'

/** Changes with what is stored of the same commits: its shape, its limits, its colours. */
const DIFF_VERSION = 2

/** Diffs of one repository that are kept; the oldest ones are dropped. */
const MAX_KEPT = 300

/** A larger one is read again each time. */
const MAX_LENGTH = 4 * 1024 * 1024

/** How long it counts that git did not tell, in milliseconds. */
const RETRY = 3_600_000

export type StoredDiff = {
  /** Null where git did not tell in time. */
  readonly diff: CodeDiff | null
}

/** What is stored of a diff; null where nothing is, or nothing that counts. */
export async function readStoredDiff(
  { prisma }: Database,
  wanted: WantedDiff,
  now: Date,
): Promise<StoredDiff | null> {
  const row = await prisma.codeDiffRow.findUnique({ where: { repo_key: keyOf(wanted) } })
  if (row === null) return null
  const diff = JSON.parse(row.data) as CodeDiff | null
  return diff === null && now.getTime() - row.readAt.getTime() > RETRY ? null : { diff }
}

/** Stores a diff. It can be read again at any time, so that nothing depends on it. */
export async function storeDiff(
  database: Database,
  wanted: WantedDiff,
  { diff, readAt }: StoredDiff & { readonly readAt: Date },
): Promise<void> {
  const { repo, key } = keyOf(wanted)
  const row = { data: storableJson(diff), readAt }
  if (row.data.length > MAX_LENGTH) return
  await database.prisma.codeDiffRow.upsert({
    where: { repo_key: { repo, key } },
    create: { repo, key, ...row },
    update: row,
  })
  await dropOldest(database, 'code_diffs', { repo, kept: MAX_KEPT })
}

function keyOf({ repo, from, to, paths, traced, file }: WantedDiff) {
  const asked = JSON.stringify([DIFF_VERSION, from, to, paths, traced, file])
  return { repo, key: createHash('sha256').update(asked).digest('hex') }
}
