import { createHash } from 'node:crypto'
import type { Oid } from '@/lib/snapshot/types'
import type { ArtifactName } from '../names'
import { parseTagName } from '../tag-name'

/** One ref under refs/tags/ as the remote lists it; `name` has no `refs/tags/`. */
export type TagEntry = { readonly name: string; readonly oid: Oid }

/** The tags of the given artifacts, of any kind: lightweight and unusable ones too. */
export function listTagsOf<Entry extends TagEntry>(
  artifacts: readonly ArtifactName[],
  entries: readonly Entry[],
): readonly Entry[] {
  const wanted = new Set(artifacts)
  return entries.filter(({ name }) => {
    const parsed = parseTagName(name)
    return parsed !== null && wanted.has(parsed.artifact)
  })
}

/**
 * 32 hex digits that name these tags and where they point, in any order: a command is confirmed with the
 * fingerprint that its preview was computed from.
 */
export function fingerprintTags(entries: readonly TagEntry[]): string {
  const lines = entries.map(({ name, oid }) => `${name} ${oid}\n`).sort()
  return createHash('sha256').update(lines.join('')).digest('hex').slice(0, 32)
}
