import { inSlices } from '@/lib/in-slices'
import type { ArtifactName } from '@/lib/registry/names'
import { parseTagName } from '@/lib/registry/tag-name'
import type { Oid } from '@/lib/snapshot/types'

export type TagChange = { readonly name: string; readonly oid: Oid }

/** Which refs under refs/tags/ differ from what the index has. */
export type TagDifference = {
  /** New, or pointing at another object than before. */
  readonly changed: readonly TagChange[]
  readonly vanished: readonly string[]
}

/** Compares the remote's tags with those of the index. */
export function compareTags(
  stored: ReadonlyMap<string, Oid>,
  remote: ReadonlyMap<string, Oid>,
): TagDifference {
  const changed: TagChange[] = []
  for (const [name, oid] of remote) if (stored.get(name) !== oid) changed.push({ name, oid })
  const vanished = [...stored.keys()].filter((name) => !remote.has(name))
  return { changed, vanished }
}

/** The artifacts that the tag names speak of; names outside GTO's grammar speak of none. */
export async function listArtifactsOfTags(names: Iterable<string>): Promise<Set<ArtifactName>> {
  const artifacts = new Set<ArtifactName>()
  await inSlices(names, (name) => {
    const parsed = parseTagName(name)
    if (parsed) artifacts.add(parsed.artifact)
  })
  return artifacts
}
