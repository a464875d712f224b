import { inSlices } from '@/lib/in-slices'
import { groupTags, type IgnoredTag } from '@/lib/registry/group-tags'
import type { ArtifactName } from '@/lib/registry/names'
import { parseTagName } from '@/lib/registry/tag-name'
import { readTags } from '@/lib/snapshot/read-tags'
import type { AnnotatedTag, TagFact } from '@/lib/snapshot/types'
import type { DeriveInput } from './derive-input'
import { observeTags, type TagObservations } from './observe-tags'
import { compareTags, listArtifactsOfTags, type TagChange } from './plan-sync'

export type CollectedTags = {
  /** Artifacts that the change may affect. */
  readonly touched: ReadonlySet<ArtifactName>
  /** Those of them that still exist, by tags or by declaration, with their tags. */
  readonly present: ReadonlyMap<ArtifactName, readonly AnnotatedTag[]>
  /** New refs that are no event. */
  readonly ignored: readonly IgnoredTag[]
  /** Of the touched artifacts' tags, and of those that are gone. */
  readonly observations: TagObservations
}

type Scope = {
  readonly declared: ReadonlySet<ArtifactName>
  /** Whether facts of the index can be reused. */
  readonly reusable: boolean
  /** Whether every artifact must be derived again. */
  readonly everything: boolean
}

/**
 * The tags of every affected artifact, from the index where it has them, otherwise from Git. Returns `moved` when a
 * listed tag is not in the mirror because the remote changed after it was listed.
 */
export async function collectTags(
  input: DeriveInput,
  scope: Scope,
): Promise<CollectedTags | 'moved'> {
  const { stored } = input
  const before = scope.reusable ? await stored.listTags() : new Map<string, string>()
  const difference = compareTags(before, input.refs.tags)
  const named = scope.everything
    ? [...input.refs.tags.keys(), ...before.keys()]
    : [...difference.changed.map((one) => one.name), ...difference.vanished]
  const touched = await listArtifactsOfTags(named)
  if (scope.everything) for (const name of scope.declared) touched.add(name)
  const fresh = await readChanged(input, difference.changed)
  if (fresh.some((tag) => tag.kind === 'unusable' && tag.code === 'tag-missing-object')) {
    return 'moved'
  }
  const kept = scope.reusable
    ? (await stored.listEvents([...touched])).filter(
        (tag) => input.refs.tags.get(tag.name) === tag.oid,
      )
    : []
  const grouped = groupTags([...kept, ...fresh])
  const present = new Map<ArtifactName, readonly AnnotatedTag[]>()
  for (const name of [...touched].sort()) {
    const tags = grouped.artifacts.get(name) ?? []
    if (tags.length > 0 || scope.declared.has(name)) present.set(name, tags)
  }
  const observations = await observe(input, named, scope.everything ? 'all' : [...touched])
  return { touched, present, ignored: grouped.ignored, observations }
}

async function observe(
  { stored, refs, now }: DeriveInput,
  names: readonly string[],
  artifacts: 'all' | readonly string[],
): Promise<TagObservations> {
  return await observeTags({
    refs: refs.tags,
    names,
    seen: await stored.listSeen(artifacts),
    at: now,
    look: stored.watch === null ? 'first' : 'later',
  })
}

/** Only tags with a registry name are read. For other tags the name is enough. */
async function readChanged(
  input: DeriveInput,
  changed: readonly TagChange[],
): Promise<readonly TagFact[]> {
  const registryTags: TagChange[] = []
  const others: TagFact[] = []
  await inSlices(changed, (one) => {
    if (parseTagName(one.name) === null) others.push({ kind: 'lightweight', ...one })
    else registryTags.push(one)
  })
  return [...(await readTags(input.snapshot.objects, registryTags)), ...others]
}
