import type { ArtifactName } from '@/lib/registry/names'
import { formatFew, type RegistryProblem } from '@/lib/registry/problem'
import type { CollectedTags } from './collect-tags'
import type { DeriveInput } from './derive-input'

type Found = {
  readonly tags: CollectedTags
  /** Whether the observations cover all tags that were ever seen. */
  readonly everything: boolean
}

/** Lists models that had tags and no longer exist, as one problem of the repository each, by name. */
export async function listGoneModels(
  { stored }: DeriveInput,
  { tags, everything }: Found,
): Promise<readonly RegistryProblem[]> {
  const present = new Set<string>(tags.present.keys())
  const touched = new Set<string>(tags.touched)
  const gone = new Map([...tags.observations.vanished].map(([name, found]) => [name, [...found]]))
  if (!everything) {
    for (const { artifact, tag } of await stored.listGone()) {
      if (touched.has(artifact)) continue
      const ofArtifact = gone.get(artifact)
      if (ofArtifact === undefined) gone.set(artifact, [tag])
      else ofArtifact.push(tag)
    }
  }
  return [...gone]
    .filter(([artifact]) => !present.has(artifact))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, names]) => buildVanishedProblem(null, names))
}

/** The problem of tags that were seen and are gone. `artifact` is null when the artifact no longer exists. */
export function buildVanishedProblem(
  artifact: ArtifactName | null,
  tags: readonly string[],
): RegistryProblem {
  const tag = tags.length === 1 ? (tags[0] ?? null) : null
  const detail = tag === null ? formatFew(tags) : ''
  return { code: 'tags-vanished', artifact, file: null, line: null, tag, commit: null, detail }
}
