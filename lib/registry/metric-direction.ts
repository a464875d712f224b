/** Whether more is better (`up`) or less. */
export const METRIC_DIRECTIONS = ['up', 'down'] as const
export type MetricDirection = (typeof METRIC_DIRECTIONS)[number]

/** What `metrics` of signet.yaml says, by the name of the metric. */
export type MetricDirections = Readonly<Record<string, MetricDirection>>

const UP = new Set([
  'accuracy',
  'acc',
  'auc',
  'f1',
  'precision',
  'recall',
  'map',
  'ap',
  'r2',
  'iou',
  'bleu',
  'fps',
])
const DOWN = new Set([
  'loss',
  'error',
  'rmse',
  'mse',
  'mae',
  'mape',
  'cer',
  'wer',
  'logloss',
  'perplexity',
  'latency',
])

/** Whether more or less of a metric is better, by its name; null where nothing says so. */
export type DirectionOf = (name: string) => MetricDirection | null

/** Whether more or less of a metric is better: as configured, else according to the words of its name; null if the name
 *  is unknown or ambiguous. */
export function metricDirection(
  name: string,
  configured: MetricDirections,
): MetricDirection | null {
  if (Object.hasOwn(configured, name)) return configured[name] ?? null
  const words = name.toLowerCase().split(/[^a-z0-9]+/)
  const isUp = words.some((word) => UP.has(word))
  const isDown = words.some((word) => DOWN.has(word))
  if (isUp === isDown) return null
  return isUp ? 'up' : 'down'
}
