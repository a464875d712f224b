import type { StepBudget } from '@/lib/repo-data/step-budget'
import { type Codeowners, listCodeowners } from './codeowners'
import type { RegistryEvent } from './event'
import type { ArtifactFacts } from './facts'

export type Owner = {
  /** As it is written where it comes from; after `joinOwners` the name that the person is shown by. */
  readonly name: string
  readonly source: 'annotation' | 'codeowners' | 'tagger'
  readonly email: string | null
  /** Other names and addresses of the person. */
  readonly aliases: readonly string[]
}

export type OwnersInput = {
  readonly facts: ArtifactFacts | null
  readonly codeowners: Codeowners | null
  readonly events: readonly RegistryEvent[]
  /** For CODEOWNERS, which is ignored when the budget is exhausted. */
  readonly budget: StepBudget
}

/**
 * The owners of an artifact as they are written, the strongest claim first: the annotation, CODEOWNERS for its path, the
 * tagger of its first registration. A text from several sources is listed under the strongest.
 */
export function deriveOwners({ facts, codeowners, events, budget }: OwnersInput): readonly Owner[] {
  const path = facts?.path ?? null
  const tagger = events.find((event) => event.kind === 'registration')?.tag.tagger
  const covering =
    codeowners === null || path === null ? [] : listCodeowners(codeowners, path, budget)
  const owners: Owner[] = [
    ...listAnnotated(facts),
    ...covering.map((name) => buildOwner(name, 'codeowners')),
    ...(tagger === undefined ? [] : [buildTagger(tagger)]),
  ]
  const names = new Set<string>()
  return owners.filter(({ name }) => name !== '' && !names.has(name) && names.add(name))
}

/** The owners that an annotation names, as they are written. */
export function listAnnotated(facts: ArtifactFacts | null): readonly Owner[] {
  return (facts?.owners ?? []).map((name) => buildOwner(name, 'annotation'))
}

function buildOwner(name: string, source: Owner['source']): Owner {
  return { name, source, email: parseOwner(name).email, aliases: [] }
}

function buildTagger({ name, email }: { readonly name: string; readonly email: string }): Owner {
  return { name: name || email, source: 'tagger', email: email || null, aliases: [] }
}

/** The name and the address in the text of an owner: `Ana`, `ana@example.com` or `Ana <ana@example.com>`. */
export function parseOwner(text: string): {
  readonly name: string | null
  readonly email: string | null
} {
  const [, name = '', address = ''] = /^([^<>]*)<([^<>]+)>$/.exec(text) ?? []
  if (isAddress(address)) return { name: name.trim() || null, email: address }
  return isAddress(text) ? { name: null, email: text } : { name: text, email: null }
}

function isAddress(text: string): boolean {
  return /^[^@\s<>]+@[^@\s<>]+$/.test(text)
}
