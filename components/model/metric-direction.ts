type MetricDirection = 'higher' | 'lower'

const HIGHER = new Set([
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
const LOWER = new Set([
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

/** Whether a higher or a lower value of a metric is better, according to its name; null if the name is unknown or
 *  ambiguous. */
export function metricDirection(name: string): MetricDirection | null {
  const words = name.toLowerCase().split(/[^a-z0-9]+/)
  const higher = words.some((word) => HIGHER.has(word))
  const lower = words.some((word) => LOWER.has(word))
  if (higher === lower) return null
  return higher ? 'higher' : 'lower'
}

/** The best value in the metric's direction, which is never NaN; null if the direction is unknown or all are equal. */
export function bestMetric(name: string, values: readonly number[]): number | null {
  const direction = metricDirection(name)
  const numbers = values.filter((value) => !Number.isNaN(value))
  if (direction === null || new Set(numbers).size < 2) return null
  return direction === 'higher' ? Math.max(...numbers) : Math.min(...numbers)
}
