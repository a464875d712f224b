import type { Change, ComparedMetric, ComparisonView } from '@/lib/views/comparison'

/** What differs, in one short phrase for each part that is known: "2 metrics better, 1 worse", "same data". */
export function describeComparison({
  metrics,
  params,
  inputs,
  facts,
}: Pick<ComparisonView, 'metrics' | 'params' | 'inputs' | 'facts'>): readonly string[] {
  const files = inputs?.files ?? []
  const named = (wanted: string) => facts.filter(({ name }) => name === wanted)
  return [
    ...describeMetrics(metrics),
    ...describePart('params', params),
    ...describePart(
      'data',
      files.filter(({ kind }) => kind === 'data' || kind === 'import'),
    ),
    ...describePart(
      'code',
      files.filter(({ kind }) => kind === 'code'),
    ),
    ...describePart('pipeline', inputs?.stages ?? [], ({ from, to }) => !isEqual(from, to)),
    ...describePart('model file', named('hash')),
    ...describePart(
      'annotation',
      facts.filter(({ name }) => !OTHERS.includes(name)),
    ),
    ...describePart('card', named('card')),
  ]
}

/** Facts of the model's content, and its card; the others are what the annotation says. */
const OTHERS: readonly string[] = ['hash', 'size', 'card']

function isEqual(one: readonly string[] | null, other: readonly string[] | null): boolean {
  return one?.join('\n') === other?.join('\n')
}

function describeMetrics(metrics: readonly ComparedMetric[]): readonly string[] {
  if (metrics.length === 0) return []
  const count = (wanted: string) => metrics.filter(({ verdict }) => verdict === wanted).length
  const [better, worse] = [count('better'), count('worse')]
  const parts = [better > 0 ? `${better} better` : '', worse > 0 ? `${worse} worse` : ''].filter(
    Boolean,
  )
  if (parts.length > 0) return [`metrics: ${parts.join(', ')}`]
  return describePart('metrics', metrics)
}

/** `same data`, or `data changed`. */
function describePart<One extends { readonly change: Change }>(
  word: string,
  all: readonly One[],
  isOther: (one: One) => boolean = ({ change }) => change !== 'same',
): readonly string[] {
  if (all.length === 0) return []
  return [all.some(isOther) ? `${word} changed` : `same ${word}`]
}
