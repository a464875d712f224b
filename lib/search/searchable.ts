import { formatAlias } from './alias'
import { foldText } from './fold-text'
import { MODEL_KIND } from './query'

/** Characters. A server has the texts of all models in memory, and a repository may have 10,000 of them. */
const MAX_TEXT = 4_000

/** What words and most qualifiers of a search ask of a model. */
export type Searchable = {
  readonly repo: string
  readonly name: string
  readonly type: string | null
  readonly description: string
  readonly labels: readonly string[]
  readonly owners: readonly SearchableOwner[]
  /** Those that hold something. */
  readonly stages: Iterable<string>
  /** The name of the latest version. */
  readonly latest: string | null
  readonly signers: readonly string[]
  /** What `is:` and `has:` find. */
  readonly states: readonly string[]
  readonly parts: readonly string[]
}

type SearchableOwner = {
  readonly name: string
  /** Other names and addresses. */
  readonly aliases: readonly string[]
}

/** The lower-case text that words are looked for in. Its first line is the name. */
export function formatSearchText(model: Searchable): string {
  const { repo, name, labels, owners, description } = model
  const people = owners.flatMap((owner) => [owner.name, ...owner.aliases])
  const text = [name, repo, ...labels, ...people, description].join('\n')
  return foldText(text.slice(0, MAX_TEXT)).slice(0, MAX_TEXT)
}

/** `qualifier:value` pairs as written, each once, and the other names of owners. */
export function listSearchFacets(model: Searchable): string[] {
  const { labels, owners, stages, type, latest, repo, signers, states, parts } = model
  const facets = [
    ...labels.map((label) => `label:${label}`),
    ...owners.map((owner) => `owner:${owner.name}`),
    ...[...stages].map((stage) => `stage:${stage}`),
    ...(type === null ? [] : [`type:${type}`]),
    // What has no type is listed among the models.
    `kind:${foldText(type ?? MODEL_KIND)}`,
    ...(latest === null ? [] : [`version:${latest}`]),
    `repo:${repo}`,
    ...signers.map((signer) => `signer:${signer}`),
    ...states.map((state) => `is:${state}`),
    ...parts.map((part) => `has:${part}`),
    ...owners.flatMap(listAliases),
  ]
  return [...new Set(facets)]
}

/** Each on one line. */
function listAliases({ name, aliases }: SearchableOwner): readonly string[] {
  return aliases.map((alias) => formatAlias({ name, alias: alias.replaceAll('\n', ' ') }))
}

/** The names of those that hold. */
export function listHolding(flags: Readonly<Record<string, boolean>>): string[] {
  return Object.entries(flags).flatMap(([name, holds]) => (holds ? [name] : []))
}
