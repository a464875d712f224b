import { stageTone } from './stage-tone'

type Props = { readonly stage: string; readonly order: readonly string[] }

/** A stage's colour, beside its name. */
export function StageDot({ stage, order }: Props) {
  return (
    <span
      aria-hidden
      className={`inline-grid size-2.5 flex-none place-items-center rounded-full ${stageTone(stage, order)}`}
    >
      <span className="size-1.5 rounded-full bg-current" />
    </span>
  )
}
