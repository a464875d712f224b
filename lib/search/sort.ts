import { formatMeasure, parseMeasure } from './measure-name'
import { listWords, type Query } from './query'

const PLAIN = [
  'match',
  'name',
  'repo',
  'updated',
  'registered',
  'promoted',
  'versions',
  'owner',
] as const

type PlainKey = (typeof PLAIN)[number]

/** What models are sorted by. A measure is of the latest version where `stage` is null. */
export type SortColumn =
  | { readonly kind: PlainKey }
  | { readonly kind: 'since' | 'behind'; readonly stage: string }
  | { readonly kind: 'measure'; readonly name: string; readonly stage: string | null }

export type ModelSort = { readonly column: SortColumn; readonly direction: 'up' | 'down' }

const BY_NAME: ModelSort = { column: { kind: 'name' }, direction: 'up' }

/** Best matches first: a model that is called like a word, begins with it, contains it, and then the others. */
const BY_MATCH: ModelSort = { column: { kind: 'match' }, direction: 'up' }

/** The order of a search that names none. */
export function findUsualSort(query: Query): ModelSort {
  return listWords(query).length > 0 ? BY_MATCH : BY_NAME
}

/** Of a text such as `-updated`, `since:production`, `behind:production` or `metric.auc@production`; null for another. */
export function parseModelSort(text: string): ModelSort | null {
  const direction = text.startsWith('-') ? 'down' : 'up'
  const column = parseColumn(text.replace(/^-/, ''))
  return column === null ? null : { column, direction }
}

function parseColumn(text: string): SortColumn | null {
  const plain = PLAIN.find((one) => one === text)
  if (plain !== undefined) return { kind: plain }
  const [, kind, stage] = /^(since|behind):(.+)$/.exec(text) ?? []
  if (kind !== undefined && stage !== undefined) return { kind: kind as 'since' | 'behind', stage }
  const measure = parseMeasure(text)
  return measure === null ? null : { kind: 'measure', ...measure }
}

/** The text that parses to it. */
export function formatModelSort({ column, direction }: ModelSort): string {
  return `${direction === 'down' ? '-' : ''}${formatColumn(column)}`
}

function formatColumn(column: SortColumn): string {
  switch (column.kind) {
    case 'since':
    case 'behind':
      return `${column.kind}:${column.stage}`
    case 'measure':
      return formatMeasure(column)
    default:
      return column.kind
  }
}
