import { type MetricDirections, metricDirection } from '@/lib/registry/metric-direction'
import { isMetric, type Scalar } from '@/lib/registry/values'
import { numericValue } from '@/lib/snapshot/types'
import type { VersionView } from '@/lib/views/model'
import type { ValueRow, VersionValues } from '@/lib/views/version-values'
import { listKeys } from './compare-values'

type Version = Pick<VersionView, 'version' | 'stages' | 'metrics' | 'params'>

/** Several versions side by side, in the order given: every metric and param that one of them has, by name. */
export function buildVersionValues(
  versions: readonly Version[],
  directions: MetricDirections,
): VersionValues {
  return {
    versions: versions.map(({ version, stages }) => ({ version, stages })),
    metrics: buildRows(versions.map(({ metrics }) => metrics)).map((row) => {
      const direction = metricDirection(row.name, directions)
      return { ...row, direction, best: listBest(row.values, direction) }
    }),
    params: buildRows(versions.map(({ params }) => params)),
  }
}

function buildRows(all: readonly Readonly<Record<string, Scalar>>[]): readonly ValueRow[] {
  const names = listKeys(all.flatMap(Object.keys), [])
  return names.map((name) => {
    const values = all.map((one) => (Object.hasOwn(one, name) ? one[name] : undefined))
    return { name, direction: null, values, best: [] }
  })
}

function listBest(
  values: readonly (Scalar | undefined)[],
  direction: ValueRow['direction'],
): readonly number[] {
  const numbers = values.map((value) =>
    value !== undefined && isMetric(value) ? numericValue(value) : Number.NaN,
  )
  const known = numbers.filter((number) => !Number.isNaN(number))
  if (direction === null || new Set(known).size < 2) return []
  const best = direction === 'up' ? Math.max(...known) : Math.min(...known)
  return numbers.flatMap((number, at) => (number === best ? [at] : []))
}
