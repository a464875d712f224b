import { getConfig } from '@/lib/config/get-config'
import { type MetricDirection, metricDirection } from '@/lib/registry/metric-direction'

/** Whether more or less of a metric is better, as this server is configured; null where nothing says so. */
export function directionOf(name: string): MetricDirection | null {
  return metricDirection(name, getConfig().metrics)
}
