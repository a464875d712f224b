import { useEffect, useRef } from 'react'
import { RefusalNotice } from '../refusal/refusal-notice'
import { buttonClass } from '../ui/button-class'
import { CommandProgress } from './command-progress'
import { CommandResult } from './command-result'
import type { Phase } from './use-command'

type Props = {
  readonly phase: Exclude<Phase, { readonly kind: 'editing' }>
  /** The tags that are known to start no CI workflow. */
  readonly withoutRuns: readonly string[]
  readonly onAgain: () => void
  readonly onClose?: () => void
}

/** The progress of a command, then its result. It takes the focus from the confirming button. */
export function RunningCommand({ phase, withoutRuns, onAgain, onClose }: Props) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => place.current?.focus(), [])
  return (
    <div ref={place} tabIndex={-1} role="status" className="command-running">
      <h2 className="sr-only">What happens</h2>
      {phase.kind === 'running' ? (
        <div className="flex flex-col gap-5">
          <p className="text-base font-medium">In progress</p>
          <CommandProgress command={phase.command} />
        </div>
      ) : phase.answer.kind === 'command' ? (
        <CommandResult command={phase.answer.command} withoutRuns={withoutRuns}>
          {phase.answer.command.refusal ? <Again onAgain={onAgain} /> : null}
        </CommandResult>
      ) : (
        <div className="flex flex-col gap-4">
          <RefusalNotice refusal={phase.answer.refusal} />
          <Again onAgain={onAgain} />
        </div>
      )}
      {onClose ? (
        <p className="mt-5 flex flex-col items-start gap-2 border-t border-line pt-4">
          <button type="button" onClick={onClose} className={buttonClass('primary')}>
            Close
          </button>
          {phase.kind === 'running' ? (
            <span className="text-xs text-text-soft">
              The command continues when you close this dialog. You can follow it under Requests.
            </span>
          ) : null}
        </p>
      ) : null}
    </div>
  )
}

function Again({ onAgain }: Pick<Props, 'onAgain'>) {
  return (
    <p>
      <button type="button" onClick={onAgain} className={buttonClass('outline')}>
        Review again
      </button>
    </p>
  )
}
