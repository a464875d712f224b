import { getConfig } from '@/lib/config/get-config'
import {
  type DirectionOf,
  type MetricDirections,
  metricDirection,
} from '@/lib/registry/metric-direction'
import type { VersionView } from '@/lib/views/model'

/** Whether more or less of a metric is better: as the version's annotation says, else as this server is configured. */
export function openDirectionOf(version: Pick<VersionView, 'directions'> | null): DirectionOf {
  const directions = listDirections(version)
  return (name) => metricDirection(name, directions)
}

/** The same by the names of metrics that the annotation or the configuration has. */
export function listDirections(version: Pick<VersionView, 'directions'> | null): MetricDirections {
  return { ...getConfig().metrics, ...version?.directions }
}
