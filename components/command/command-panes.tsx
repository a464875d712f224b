'use client'

import { buttonClass } from '../ui/button-class'
import type { CommandActions, CommandAnswer } from './command-answer'
import { CommandFields } from './command-fields'
import { ConfirmForm } from './confirm-form'
import { FIELD } from './field'
import { HiddenFields } from './hidden-fields'
import { RunningCommand } from './running-command'
import { ShowsPane } from './shows-pane'
import { useCommand } from './use-command'

type Props = {
  /** What the server says of what is asked first. */
  readonly first: CommandAnswer
  readonly actions: CommandActions
  /** Where the form leads without scripts. */
  readonly path: string
  /** Closes the dialog around the panes, where there is one. */
  readonly onClose?: () => void
}

/** Two panes: the left asks, with the button that confirms at its end, the right shows what will happen; on phones the
 *  button comes after both. Then the steps, as they happen, take their place. */
export function CommandPanes({ first, actions, path, onClose }: Props) {
  const { answer, asked, phase, state, change, confirm, again, retry } = useCommand(first, actions)
  if (phase.kind !== 'asking')
    return <RunningCommand phase={phase} onAgain={again} onClose={onClose} />
  const inPath = path === '/promote' ? [FIELD.kind] : [FIELD.kind, FIELD.model]
  return (
    <div className="command-panes">
      <div className="command-asks">
        <form
          action={path}
          onSubmit={(event) => {
            event.preventDefault()
            void retry()
          }}
          className="flex flex-col gap-4"
        >
          <HiddenFields asked={asked} only={[FIELD.model]} without={inPath} />
          {answer.kind === 'asked' ? (
            <CommandFields
              asked={asked}
              choices={answer.choices}
              onChange={change}
              now={answer.now}
            />
          ) : null}
          <button type="submit" className={`${buttonClass('outline')} not-noscript:hidden`}>
            Show what will happen
          </button>
        </form>
      </div>
      <ConfirmForm answer={answer} state={state} actions={actions} onConfirm={confirm} />
      <ShowsPane answer={answer} state={state} onRetry={retry} />
    </div>
  )
}
