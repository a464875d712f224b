import { inSlices } from '@/lib/in-slices'
import type { SeenTag } from '@/lib/journal/seen-tags'
import { parseTagName } from '@/lib/registry/tag-name'
import type { Oid } from '@/lib/snapshot/types'

/** What is known of a standing tag besides what stands in it. */
export type ObservedTag = {
  /** By Signet's clock; null when it existed at the first sync of the repository. */
  readonly firstSeen: Date | null
  /** What its ref pointed at before, and when that was found to have changed; null when it never did. */
  readonly moved: { readonly from: Oid; readonly at: Date } | null
}

export type TagObservations = {
  readonly tags: ReadonlyMap<string, ObservedTag>
  /** By artifact: tags that were seen and are not there any more, sorted. */
  readonly vanished: ReadonlyMap<string, readonly string[]>
  /** New rows, and rows whose end has changed. */
  readonly changes: readonly SeenTag[]
}

export type Look = {
  /** The remote's tags. */
  readonly refs: ReadonlyMap<string, Oid>
  /** Those that may differ from what was seen. */
  readonly names: Iterable<string>
  /** All that was seen of the artifacts that `names` speak of. */
  readonly seen: readonly SeenTag[]
  readonly at: Date
  /** `first`: this is the first sync of the repository, so the age of its tags is unknown. */
  readonly look: 'first' | 'later'
}

/** Compares the remote's registry tags with what was seen of them before. Gives way to others, as `inSlices`. */
export async function observeTags(look: Look): Promise<TagObservations> {
  const byTag = new Map<string, SeenTag[]>()
  for (const row of look.seen) byTag.set(row.tag, [...(byTag.get(row.tag) ?? []), row])
  const fresh: SeenTag[] = []
  await inSlices(look.names, (tag) => {
    const rows = byTag.get(tag) ?? []
    const row = createRow(look, tag, rows)
    if (row === null) return
    fresh.push(row)
    byTag.set(tag, [...rows, row])
  })
  const tags = new Map<string, ObservedTag>()
  const vanished = new Map<string, string[]>()
  const ended = await inSlices(byTag, ([tag, before]) => {
    const rows = before.map((row) => updateRow(row, look.refs.get(tag), look.at))
    const present = rows.find((row) => row.vanishedAt === null)
    if (present !== undefined) tags.set(tag, buildObserved(present, rows))
    else {
      const artifact = rows[0]?.artifact ?? ''
      const ofArtifact = vanished.get(artifact)
      if (ofArtifact === undefined) vanished.set(artifact, [tag])
      else ofArtifact.push(tag)
    }
    return rows.filter((row, index) => row !== before[index])
  })
  return { tags, vanished: sortValues(vanished), changes: [...fresh, ...ended.flat()] }
}

/** The row for the current object of a registry tag. Null when that object has been seen before. */
function createRow(
  { refs, at, look }: Look,
  tag: string,
  rows: readonly SeenTag[],
): SeenTag | null {
  const oid = refs.get(tag)
  if (oid === undefined) return null
  if (rows.some((row) => row.oid === oid)) return null
  const artifact = parseTagName(tag)?.artifact ?? null
  if (artifact === null) return null
  return { tag, oid, artifact, firstSeen: look === 'first' ? null : at, vanishedAt: null }
}

/** The same row where it is right as it is. */
function updateRow(row: SeenTag, oid: Oid | undefined, at: Date): SeenTag {
  if (row.oid === oid) return row.vanishedAt === null ? row : { ...row, vanishedAt: null }
  return row.vanishedAt === null ? { ...row, vanishedAt: at } : row
}

function buildObserved(before: SeenTag, rows: readonly SeenTag[]): ObservedTag {
  const { firstSeen } = before
  let moved: ObservedTag['moved'] = null
  for (const { oid, vanishedAt } of rows) {
    if (vanishedAt === null || (moved !== null && vanishedAt <= moved.at)) continue
    moved = { from: oid, at: vanishedAt }
  }
  return { firstSeen, moved }
}

function sortValues(groups: ReadonlyMap<string, readonly string[]>) {
  return new Map([...groups].map(([key, values]) => [key, values.toSorted()]))
}
