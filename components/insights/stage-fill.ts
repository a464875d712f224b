import { stageTone } from '../stage/stage-tone'

/** The colour of a stage in a drawing. Production has its ground: its text would not be seen. */
export function stageFill(stage: string, order: readonly string[]): string {
  const tone = stageTone(stage, order)
  return tone === 'stage-production' ? 'var(--stage-production-soft)' : `var(--${tone})`
}
