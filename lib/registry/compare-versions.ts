import { cutText } from '@/lib/repo-data/limits'
import { type MetricDirection, type MetricDirections, metricDirection } from './metric-direction'
import { isSameScalar, type Scalar } from './values'

/** null: the version has no such value. */
export type ValueChange = {
  readonly name: string
  readonly before: Scalar
  readonly after: Scalar
}

type MetricChange = ValueChange & {
  /** Null where nothing says whether more or less is better. */
  readonly direction: MetricDirection | null
}

/** The differences between the displaced version and the new one. */
export type VersionDifference = {
  readonly from: string
  readonly to: string
  readonly metrics: readonly MetricChange[]
  readonly params: readonly ValueChange[]
  /** Metrics and params that differ too, and are not listed. */
  readonly unlisted: number
  /** Hashes of the model; null when both are the same. */
  readonly content: { readonly before: string | null; readonly after: string | null } | null
}

/** What is compared of a version. */
export type ComparedVersion = {
  readonly name: string
  /** Null where nothing is known of its commit. */
  readonly facts: {
    readonly metrics: Values
    readonly params: Values
    readonly hash: string | null
    readonly directions: MetricDirections
  } | null
}

/** A longer text is cut where it is compared with another. */
const VALUE_BYTES = 200

export type ComparisonRules = {
  /** Metrics that are listed, and params. */
  readonly most: number
  /** As the server is configured. */
  readonly directions: MetricDirections
}

/**
 * Metrics and params that are not the same in both, by name, and the hash of the model's content. What the annotation of
 * the new version says of a metric's direction goes before the configuration.
 */
export function compareVersions(
  from: ComparedVersion,
  to: ComparedVersion,
  { most, directions }: ComparisonRules,
): VersionDifference {
  const metrics = listChanges(from.facts?.metrics ?? {}, to.facts?.metrics ?? {})
  const params = listChanges(from.facts?.params ?? {}, to.facts?.params ?? {})
  const shown = { metrics: metrics.slice(0, most), params: params.slice(0, most) }
  const known = { ...directions, ...to.facts?.directions }
  const before = from.facts?.hash ?? null
  const after = to.facts?.hash ?? null
  return {
    from: from.name,
    to: to.name,
    metrics: shown.metrics.map((change) => ({
      ...cutChange(change),
      direction: metricDirection(change.name, known),
    })),
    params: shown.params.map(cutChange),
    unlisted: metrics.length - shown.metrics.length + (params.length - shown.params.length),
    content: before === after ? null : { before, after },
  }
}

type Values = Readonly<Record<string, Scalar>>

function listChanges(from: Values, to: Values): readonly ValueChange[] {
  const names = new Set([...Object.keys(from), ...Object.keys(to)])
  return [...names]
    .toSorted()
    .map((name) => ({ name, before: pick(from, name), after: pick(to, name) }))
    .filter(({ before, after }) => !isSameScalar(before, after))
}

function cutChange({ name, before, after }: ValueChange): ValueChange {
  return { name, before: cutValue(before), after: cutValue(after) }
}

function cutValue(value: Scalar): Scalar {
  return typeof value === 'string' ? cutText(value, VALUE_BYTES) : value
}

function pick(values: Values, name: string): Scalar {
  return Object.hasOwn(values, name) ? (values[name] ?? null) : null
}
