import { cutText, fits, LIMITS } from '@/lib/repo-data/limits'
import type { AnnotatedTag, Oid, TagFact, UnusableTagCode } from '@/lib/snapshot/types'
import type { ArtifactName } from './names'
import { parseTagName } from './tag-name'

/** A ref under refs/tags/ that makes no event, and why. */
export type IgnoredTag = {
  /** Truncated to 255 bytes. */
  readonly tag: string
  readonly oid: Oid
  readonly code:
    | 'not-a-registry-tag'
    | 'tag-name-too-long'
    | 'created-tag'
    | 'lightweight-tag'
    | UnusableTagCode
}

/** Groups the tags of a repository by artifact. Every tag is in exactly one group, or among the ignored tags. */
export function groupTags(tags: readonly TagFact[]): {
  readonly artifacts: ReadonlyMap<ArtifactName, readonly AnnotatedTag[]>
  readonly ignored: readonly IgnoredTag[]
} {
  const artifacts = new Map<ArtifactName, AnnotatedTag[]>()
  const ignored: IgnoredTag[] = []
  for (const tag of tags) {
    const parsed = parseTagName(tag.name)
    if (parsed === null || parsed.kind === 'creation' || tag.kind !== 'annotated') {
      const name = cutText(tag.name, LIMITS.nameBytes)
      ignored.push({ tag: name, oid: tag.oid, code: findIgnoreReason(tag, parsed) })
      continue
    }
    const group = artifacts.get(parsed.artifact)
    if (group === undefined) artifacts.set(parsed.artifact, [tag])
    else group.push(tag)
  }
  return { artifacts, ignored }
}

function findIgnoreReason(
  tag: TagFact,
  parsed: ReturnType<typeof parseTagName>,
): IgnoredTag['code'] {
  if (!fits(tag.name, LIMITS.nameBytes)) return 'tag-name-too-long'
  if (parsed === null) return 'not-a-registry-tag'
  if (parsed.kind === 'creation') return 'created-tag'
  return tag.kind === 'unusable' ? tag.code : 'lightweight-tag'
}
