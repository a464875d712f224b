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
  const names = new Set([...Object.keys(from), ...Object.keys(to)])
  return [...names].toSorted().map((name) => {
    const [before, after] = [pick(from, name), pick(to, name)]
    return { name, change: findChange(before, after), from: before ?? null, to: after ?? null }
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

function findChange(before: Scalar | undefined, after: Scalar | undefined): Change {
  if (before === undefined) return 'added'
  if (after === undefined) return 'removed'
  return isSameScalar(before, after) ? 'same' : 'changed'
}

function pick(values: Values, name: string): Scalar | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined
}
