const TONES = [
  'bg-stage-1-soft text-stage-1',
  'bg-stage-2-soft text-stage-2',
  'bg-stage-3-soft text-stage-3',
  'bg-stage-4-soft text-stage-4',
  'bg-stage-5-soft text-stage-5',
  'bg-stage-6-soft text-stage-6',
] as const

const PRODUCTION = 'bg-stage-production-soft text-stage-production'

/** The colour of a stage, the same everywhere: by its place in the display order; production is the filled one. */
export function stageTone(stage: string, order: readonly string[]): string {
  if (/^prod(uction)?$/i.test(stage)) return PRODUCTION
  const place = order.indexOf(stage)
  return TONES[(place < 0 ? order.length : place) % TONES.length] ?? TONES[0]
}
