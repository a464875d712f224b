import type { StepBudget } from '@/lib/repo-data/step-budget'
import { type Codeowners, listCodeowners } from './codeowners'
import type { RegistryEvent } from './event'
import type { ArtifactFacts } from './facts'

export type Owner = {
  readonly name: string
  readonly source: 'annotation' | 'codeowners' | 'tagger'
}

export type OwnersInput = {
  readonly facts: ArtifactFacts | null
  readonly codeowners: Codeowners | null
  readonly events: readonly RegistryEvent[]
  /** For CODEOWNERS, which is ignored when the budget is exhausted. */
  readonly budget: StepBudget
}

/**
 * The owners of an artifact, the strongest claim first: the annotation, CODEOWNERS for its path, the tagger of its
 * first registration. The first existing source counts. A name from several sources is listed under the strongest.
 */
export function deriveOwners({ facts, codeowners, events, budget }: OwnersInput): readonly Owner[] {
  const path = facts?.path ?? null
  const tagger = events.find((event) => event.kind === 'registration')?.tag.tagger
  const covering =
    codeowners === null || path === null ? [] : listCodeowners(codeowners, path, budget)
  const owners: Owner[] = [
    ...(facts?.owners ?? []).map((name) => ({ name, source: 'annotation' as const })),
    ...covering.map((name) => ({ name, source: 'codeowners' as const })),
    ...(tagger === undefined
      ? []
      : [{ name: tagger.name || tagger.email, source: 'tagger' as const }]),
  ]
  const names = new Set<string>()
  return owners.filter(({ name }) => name !== '' && !names.has(name) && names.add(name))
}
