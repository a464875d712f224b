import type { SeenChanges, SeenTag } from '@/lib/journal/seen-tags'
import { formatKey } from './derived-row'
import { type Executor, seenTable, selectKey } from './row-tables'
import type { RowWriter } from './row-writer'

/** Removes the observations of another repository under the slug. */
export async function deleteSeen(db: Executor, writer: RowWriter, slug: string): Promise<void> {
  const rows = await db.$queryRaw<{ key: string }[]>`
    SELECT ${selectKey(seenTable)} AS key FROM seen_tags WHERE repo = ${slug}`
  for (const { key } of rows) {
    writer.remove(seenTable, key)
    await writer.relieve()
  }
}

/** Passes the observed tags to the writer, which shows them together with the registry derived from them. */
export async function writeSeen(
  writer: RowWriter,
  { slug, seen }: { readonly slug: string; readonly seen: SeenChanges },
): Promise<void> {
  for (const tag of seen.tags) {
    if (seen.look === 'later') writer.remove(seenTable, formatKey([tag.tag, tag.oid]))
    writer.insert(seenTable, formatRow(slug, tag))
    await writer.relieve()
  }
}

function formatRow(repo: string, { tag, oid, artifact, firstSeen, vanishedAt }: SeenTag): string {
  const row = { repo, tag, oid, artifact, first_seen: firstSeen, vanished_at: vanishedAt }
  return JSON.stringify(row)
}
