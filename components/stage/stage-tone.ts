import { isProduction } from '@/lib/search/production'

const TONES = 6

/** The class of a stage's colour, the same everywhere: by its place in the display order; production is the filled one. */
export function stageTone(stage: string, order: readonly string[]): string {
  if (isProduction(stage)) return 'stage-production'
  const place = order.indexOf(stage)
  return `stage-${((place < 0 ? order.length : place) % TONES) + 1}`
}
