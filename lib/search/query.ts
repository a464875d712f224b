/** What a search may ask by name, in the order in which it is offered. */
export const QUALIFIERS = [
  'label',
  'owner',
  'stage',
  'repo',
  'type',
  'version',
  'is',
  'has',
  'metric',
  'param',
  'updated',
  'registered',
  'promoted',
  'signer',
  'data',
  'from',
] as const

export type Qualifier = (typeof QUALIFIERS)[number]

export type Operator = '>' | '>=' | '<' | '<='

/** What a filter asks of a value. */
export type Test =
  /** `text`: without quotes, which `owner:` finds in a part of a name. */
  | { readonly kind: 'text' | 'exact' | 'start'; readonly text: string }
  | { readonly kind: 'compare'; readonly operator: Operator; readonly bound: string }
  /** Both ends are included; an empty end is open. */
  | { readonly kind: 'between'; readonly from: string; readonly to: string }

export type Filter = {
  readonly kind: 'filter'
  readonly qualifier: Qualifier
  /** Of a metric or a param; null for other qualifiers. */
  readonly name: string | null
  /** Whose version is asked for; null: the latest. */
  readonly stage: string | null
  /** One of them is enough. Never empty. */
  readonly tests: readonly Test[]
}

export type Word = {
  readonly kind: 'word'
  readonly text: string
  /** `part`: anywhere. `start`: where a word begins. */
  readonly form: 'part' | 'start'
}

/**
 * What a search asks of a model. Words are looked for in name, description, labels, owners and repository. A group has no
 * part of its own kind, and one of kind `any` has at least two; `all` without parts finds everything.
 */
export type Query =
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Query[] }
  | { readonly kind: 'not'; readonly part: Query }
  | Word
  | Filter

/** A place of a search that does not say what its writer may think. The search has a meaning all the same. */
export type Diagnostic = {
  /** Positions in the text. */
  readonly from: number
  readonly to: number
  /** One or two sentences. */
  readonly message: string
  /** What the place could say instead. */
  readonly fix: string | null
}

/** The kind of the artifacts that are listed first; those without a type are among them. */
export const MODEL_KIND = 'model'

export const EVERYTHING: Query = { kind: 'all', parts: [] }

/** A filter with one test, of a qualifier that takes no name. */
export function buildFilter(qualifier: Qualifier, test: Test): Filter {
  return { kind: 'filter', qualifier, name: null, stage: null, tests: [test] }
}

/** The query that asks for all of the parts. */
export function joinAll(parts: readonly Query[]): Query {
  return join('all', parts)
}

/** The query that asks for one of the parts. Without parts it finds everything. */
export function joinAny(parts: readonly Query[]): Query {
  return parts.length === 0 ? EVERYTHING : join('any', parts)
}

function join(kind: 'all' | 'any', parts: readonly Query[]): Query {
  const flat = parts.flatMap((part) => (part.kind === kind ? part.parts : [part]))
  const [only] = flat
  return flat.length === 1 && only !== undefined ? only : { kind, parts: flat }
}

/** The parts that all must hold. */
export function listConditions(query: Query): readonly Query[] {
  return query.kind === 'all' ? query.parts : [query]
}

/** The words that a search looks for, whatever they are combined with. */
export function listWords(query: Query): readonly string[] {
  if (query.kind === 'word') return [query.text]
  return query.kind === 'all' || query.kind === 'any' ? query.parts.flatMap(listWords) : []
}

/** The filters of a search, whatever they are combined with. */
export function listFilters(query: Query): readonly Filter[] {
  if (query.kind === 'filter') return [query]
  if (query.kind === 'word') return []
  return (query.kind === 'not' ? [query.part] : query.parts).flatMap(listFilters)
}

/** Whether the search names the qualifier, anywhere. */
export function hasFilter(query: Query, qualifier: Qualifier): boolean {
  return listFilters(query).some((filter) => filter.qualifier === qualifier)
}
