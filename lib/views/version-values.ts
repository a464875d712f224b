import type { MetricDirection } from '@/lib/registry/metric-direction'
import type { ScalarView } from './view'

/** The values of one metric or param in several versions. */
export type ValueRow = {
  readonly name: string
  /** Of a param: null. */
  readonly direction: MetricDirection | null
  /** One for each version; undefined where it has none. */
  readonly values: readonly (ScalarView | undefined)[]
  /** The places of the best values; empty where no direction is known or all are equal. */
  readonly best: readonly number[]
}

/** Several versions side by side. */
export type VersionValues = {
  readonly versions: readonly { readonly version: string; readonly stages: readonly string[] }[]
  readonly metrics: readonly ValueRow[]
  readonly params: readonly ValueRow[]
}
