import {
  type MetricDirection,
  type MetricDirections,
  metricDirection,
} from '@/lib/registry/metric-direction'
import { isMetric, isSameScalar, type Scalar } from '@/lib/registry/values'
import { numericValue } from '@/lib/snapshot/types'
import type { Change, ComparedMetric, ComparedValue } from '@/lib/views/comparison'

type Values = Readonly<Record<string, Scalar>>

/** Every value of either, by name: the same ones too. */
export function compareValues(from: Values, to: Values): readonly ComparedValue[] {
  return listKeys(Object.keys(from), Object.keys(to)).map((name) => {
    const [before, after] = [pick(from, name), pick(to, name)]
    const change = findChange(before, after, isSameScalar)
    return { name, change, from: before ?? null, to: after ?? null }
  })
}

/** The same for metrics, with what is known of better and worse. */
export function compareMetrics(
  from: Values,
  to: Values,
  directions: MetricDirections,
): readonly ComparedMetric[] {
  return compareValues(from, to).map((one) => {
    const direction = metricDirection(one.name, directions)
    return { ...one, direction, verdict: judge(direction, one) }
  })
}

function judge(
  direction: MetricDirection | null,
  { from, to }: Pick<ComparedValue, 'from' | 'to'>,
): ComparedMetric['verdict'] {
  const [before, after] = [toNumber(from), toNumber(to)]
  if (direction === null || before === null || after === null || before === after) return null
  return after > before === (direction === 'up') ? 'better' : 'worse'
}

function toNumber(value: Scalar): number | null {
  if (!isMetric(value)) return null
  const number = numericValue(value)
  return Number.isNaN(number) ? null : number
}

/** How a value became another; undefined where a side has none. */
export function findChange<Value>(
  before: Value | undefined,
  after: Value | undefined,
  isSame: (before: Value, after: Value) => boolean,
): Change {
  if (before === undefined) return 'added'
  if (after === undefined) return 'removed'
  return isSame(before, after) ? 'same' : 'changed'
}

/** What either has, each once, in order. */
export function listKeys(one: Iterable<string>, other: Iterable<string>): readonly string[] {
  return [...new Set([...one, ...other])].toSorted()
}

function pick(values: Values, name: string): Scalar | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined
}
