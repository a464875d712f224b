import type { ReactNode } from 'react'
import type { WaitingRequestView } from '@/lib/views/board'
import type { StageHolderView } from '@/lib/views/model'
import { UntrustedText } from '../ui/untrusted-text'
import { holdersIn } from './holders-in'
import { StageCell } from './stage-cell'
import { StageDot } from './stage-dot'
import { WaitingLinks } from './waiting-links'

type Props = {
  readonly slots: readonly string[]
  /** All stages; the position of a stage gives its colour. */
  readonly order: readonly string[]
  readonly stages: Readonly<Record<string, readonly StageHolderView[]>>
  /** Requests that wait for approval. */
  readonly waiting: readonly WaitingRequestView[]
  readonly now: number
  /** The commands of a stage. */
  readonly action: (stage: string) => ReactNode
}

/** Only the first stages of a model are shown. */
const MAX_SLOTS = 40

/** A row of stages with the version in each; an empty one says so. */
export function StageSlots({ slots, order, stages, waiting, now, action }: Props) {
  return (
    <ul aria-label="Stages" className="stage-row flex flex-wrap gap-2">
      {slots.slice(0, MAX_SLOTS).map((stage) => {
        const holders = holdersIn(stages, stage)
        return (
          <li
            key={stage}
            className={`flex min-w-36 flex-1 flex-col rounded-md border px-3 py-1 sm:max-w-72 ${holders.length > 0 ? 'border-line bg-surface' : 'border-dashed border-line-strong'}`}
          >
            <span className="flex min-h-6 items-center gap-1.5 text-xs text-text-soft">
              <StageDot stage={stage} order={order} />
              <span className="min-w-0 break-words">
                <UntrustedText text={stage} />
              </span>
              <span className="stage-action ms-auto flex-none">{action(stage)}</span>
            </span>
            {holders.length > 0 ? (
              <StageCell {...{ stage, order, holders, now }} form="letters" names="signers" />
            ) : (
              <span className="flex h-6.5 items-center text-text-faint">Empty</span>
            )}
            <WaitingLinks waiting={waiting.filter((one) => one.stage === stage)} />
          </li>
        )
      })}
      {slots.length > MAX_SLOTS ? (
        <li className="self-center px-3 text-text-soft">
          and {(slots.length - MAX_SLOTS).toLocaleString('en')} more stages
        </li>
      ) : null}
    </ul>
  )
}
