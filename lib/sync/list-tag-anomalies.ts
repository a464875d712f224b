import type { EventProof } from '@/lib/index/write/event-proof'
import type { ArtifactName } from '@/lib/registry/names'
import type { ProblemCode, RegistryProblem } from '@/lib/registry/problem'
import type { AnnotatedTag } from '@/lib/snapshot/types'
import { buildVanishedProblem } from './list-gone-models'
import type { ObservedTag, TagObservations } from './observe-tags'

type Judged = {
  readonly name: ArtifactName
  readonly tags: readonly AnnotatedTag[]
  readonly proofs: ReadonlyMap<string, EventProof>
}

/**
 * Compares an artifact's tags with what earlier syncs have seen of them, and lists the anomalies as problems, by tag.
 */
export function listTagAnomalies(
  { name, tags, proofs }: Judged,
  observations: TagObservations,
): readonly RegistryProblem[] {
  const vanished = observations.vanished.get(name) ?? []
  const problems = tags.flatMap((tag) => {
    const moved = observations.tags.get(tag.name)?.moved ?? null
    const anomalies = proofs.get(tag.name)?.anomalies ?? []
    return [
      ...(moved === null ? [] : [problem('tag-moved', tag, formatMove(moved))]),
      ...(anomalies.includes('backdated') ? [problem('tag-backdated', tag, '')] : []),
      ...(anomalies.includes('future') ? [problem('tag-in-future', tag, '')] : []),
    ]
  })
  const found =
    vanished.length === 0 ? problems : [buildVanishedProblem(name, vanished), ...problems]
  return found.map((one) => ({ ...one, artifact: name }))
}

function problem(code: ProblemCode, tag: AnnotatedTag, detail: string): RegistryProblem {
  const { name, commit } = tag
  return { code, artifact: null, file: null, line: null, tag: name, commit, detail }
}

function formatMove({ from, at }: NonNullable<ObservedTag['moved']>): string {
  return `another object, ${from.slice(0, 7)}, until ${at.toISOString()}`
}
