import { buttonClass } from '../ui/button-class'
import type { CommandActions, CommandAnswer } from './command-answer'
import { confirmLabel } from './confirm-label'
import { FIELD } from './field'
import { HiddenFields } from './hidden-fields'

type Props = {
  readonly answer: CommandAnswer
  readonly state: 'fresh' | 'refreshing' | 'failed'
  readonly actions: CommandActions
  readonly onConfirm: (form: FormData) => Promise<void>
}

/** Confirms exactly what the right pane shows; the button waits while that is being computed, and is off where it is refused. */
export function ConfirmForm({ answer, state, actions, onConfirm }: Props) {
  if (answer.kind !== 'asked' || answer.preview === null) return null
  const { asked, preview } = answer
  const isOff =
    preview.outcome === 'refused' || (preview.outcome === 'allowed' && preview.signer === null)
  return (
    <form
      action={actions.confirmAndShow}
      onSubmit={(event) => {
        event.preventDefault()
        if (state === 'fresh' && preview.outcome !== 'refused')
          void onConfirm(new FormData(event.currentTarget))
      }}
      className="command-confirm"
    >
      <HiddenFields asked={asked} />
      <input type="hidden" name={FIELD.requestId} value={preview.requestId} />
      <input type="hidden" name={FIELD.expected} value={preview.expected} />
      <button
        type="submit"
        disabled={isOff}
        aria-disabled={state !== 'fresh'}
        className={`${buttonClass('primary')} h-9 w-full aria-disabled:opacity-60`}
      >
        {preview.outcome === 'needs-approval' ? 'Ask for approval' : confirmLabel(asked, preview)}
      </button>
    </form>
  )
}
