import { UntrustedText } from '../ui/untrusted-text'
import { stageTone } from './stage-tone'

type Props = { readonly stage: string; readonly order: readonly string[] }

/** A stage's name on its colour. */
export function StageName({ stage, order }: Props) {
  return (
    <span
      className={`inline-flex h-5 max-w-40 items-center rounded-full px-2 text-xs font-medium ${stageTone(stage, order)}`}
    >
      <span className="truncate">
        <UntrustedText text={stage} />
      </span>
    </span>
  )
}
