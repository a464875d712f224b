import { formatQueryToken, type QueryToken, readQueryTokens } from './query-token'

/** What a search may ask by name, in the order in which it is shown. */
export const QUALIFIERS = ['label', 'owner', 'stage', 'repo', 'type'] as const

export type Qualifier = (typeof QUALIFIERS)[number]

export type ModelFilter = {
  readonly qualifier: Qualifier
  /** One of them is enough. Never empty. */
  readonly values: readonly string[]
  readonly negated: boolean
}

/** All of it must hold of a model. Words are looked for in name, description, labels, owners and repository. */
export type ModelQuery = {
  readonly words: readonly string[]
  /** Words that must not occur. */
  readonly excluded: readonly string[]
  readonly filters: readonly ModelFilter[]
  /** Qualifiers that do not exist, each once; what they ask is left out. */
  readonly unknown: readonly string[]
}

/** Reads the search box: words and `qualifier:value`; a comma is OR inside one qualifier, `-` negates, quotes keep
 *  spaces, and `\"` is a quote inside quotes. Any text has a meaning. */
export function parseModelQuery(text: string): ModelQuery {
  const words: string[] = []
  const excluded: string[] = []
  const filters: ModelFilter[] = []
  const unknown = new Set<string>()
  for (const { qualifier, values, negated } of readQueryTokens(text)) {
    const known = QUALIFIERS.find((one) => one === qualifier)
    if (values.length === 0) continue
    if (qualifier === null) (negated ? excluded : words).push(values.join(','))
    else if (known === undefined) unknown.add(qualifier)
    else filters.push({ qualifier: known, values, negated })
  }
  return { words, excluded, filters, unknown: [...unknown] }
}

/** The text that parses to the query, without what is unknown. */
export function formatModelQuery(query: Omit<ModelQuery, 'unknown'>): string {
  const word = (text: string, negated: boolean): QueryToken => ({
    qualifier: null,
    values: [text],
    negated,
  })
  const tokens = [
    ...query.words.map((text) => word(text, false)),
    ...query.excluded.map((text) => word(text, true)),
    ...query.filters,
  ]
  return tokens.map(formatQueryToken).join(' ')
}
