import { stageTone } from './stage-tone'

type Props = { readonly stage: string; readonly order: readonly string[] }

/** A stage's colour, beside its name. */
export function StageDot({ stage, order }: Props) {
  return <span aria-hidden className={`stage-dot ${stageTone(stage, order)}`} />
}
