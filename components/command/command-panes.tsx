'use client'

import { RefusalNotice } from '../refusal/refusal-notice'
import { buttonClass } from '../ui/button-class'
import { Notice } from '../ui/notice'
import type { CommandActions, CommandAnswer } from './command-answer'
import { CommandFields, HiddenFields } from './command-fields'
import { commandHref, FIELD } from './command-form'
import { confirmLabel } from './command-sentences'
import { isDestructive } from './command-words'
import { missingChoice } from './complete-form'
import { listTagsWithoutRuns } from './list-tags-without-runs'
import { PreviewPane } from './preview-pane'
import { RunningCommand } from './running-command'
import { useCommand } from './use-command'

type Props = {
  /** The answer to the initial form. */
  readonly first: CommandAnswer
  readonly actions: CommandActions
  /** The action of the form without scripts. */
  readonly path: string
  /** Closes the dialog around the panes, if there is one. */
  readonly onClose?: () => void
}

/** Two panes: the form with the confirming button, and the preview. On phones the button follows both. After the
 *  confirmation, the progress replaces them. */
export function CommandPanes({ first, actions, path, onClose }: Props) {
  const { answer, form, phase, state, change, confirm, again, retry } = useCommand(first, actions)
  if (phase.kind !== 'editing')
    return (
      <RunningCommand
        phase={phase}
        withoutRuns={listTagsWithoutRuns(answer.kind === 'form' ? answer.preview : null)}
        onAgain={again}
        onClose={onClose}
      />
    )
  const inPath = path === '/promote' ? [FIELD.kind] : [FIELD.kind, FIELD.model]
  return (
    <div className="command-panes">
      <div className="command-form">
        <form
          action={path}
          onSubmit={(event) => {
            event.preventDefault()
            void retry()
          }}
          className="flex flex-col gap-4"
        >
          <HiddenFields form={form} only={[FIELD.model]} without={inPath} />
          {answer.kind === 'form' ? (
            <CommandFields
              form={form}
              choices={answer.choices}
              onChange={change}
              now={answer.now}
              reason={asksReason(answer) ? 'shown' : 'folded'}
            />
          ) : null}
          <button type="submit" className={`${buttonClass('outline')} not-noscript:hidden`}>
            Show what will happen
          </button>
        </form>
      </div>
      <ConfirmForm answer={answer} state={state} actions={actions} onConfirm={confirm} />
      <PreviewSection answer={answer} state={state} onRetry={retry} />
    </div>
  )
}

/** A roll back is asked for a reason only where a rule requires one. */
function asksReason({ form, preview }: Extract<CommandAnswer, { kind: 'form' }>): boolean {
  if (form.kind !== 'roll-back') return true
  return preview?.tags.some((tag) => tag.checks.some(({ rule }) => rule === 'reason')) ?? false
}

type ConfirmFormProps = {
  readonly answer: CommandAnswer
  readonly state: 'fresh' | 'refreshing' | 'failed'
  readonly actions: CommandActions
  readonly onConfirm: (data: FormData) => Promise<void>
}

/** Confirms exactly what the preview shows. The button waits for the preview and is disabled if the command is refused. */
function ConfirmForm({ answer, state, actions, onConfirm }: ConfirmFormProps) {
  if (answer.kind !== 'form' || answer.preview === null) return null
  const { form, preview } = answer
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
      <HiddenFields form={form} />
      <input type="hidden" name={FIELD.requestId} value={preview.requestId} />
      <input type="hidden" name={FIELD.expected} value={preview.expected} />
      <button
        type="submit"
        disabled={isOff}
        aria-disabled={state !== 'fresh'}
        className={`${buttonClass(isDestructive(form.kind) ? 'danger' : 'primary')} h-9 w-full aria-disabled:opacity-60`}
      >
        {preview.outcome === 'needs-approval' ? 'Request approval' : confirmLabel(form, preview)}
      </button>
    </form>
  )
}

const MISSING = {
  version: 'Choose a version.',
  stage: 'Choose a stage.',
  commit: 'Choose the commit to register.',
  name: 'Name the version: v and three numbers, such as v1.2.0.',
} satisfies Record<NonNullable<ReturnType<typeof missingChoice>>, string>

type PreviewSectionProps = {
  readonly answer: CommandAnswer
  readonly state: 'fresh' | 'refreshing' | 'failed'
  readonly onRetry: () => void
}

/** The preview, or the choice that is still missing. */
function PreviewSection({ answer, state, onRetry }: PreviewSectionProps) {
  return (
    <section
      aria-labelledby="command-preview"
      aria-busy={state === 'refreshing'}
      className="command-preview"
    >
      <h2 id="command-preview" className="sr-only">
        What will happen
      </h2>
      <p role="status" className="sr-only">
        {state === 'refreshing' ? 'Computing what would happen' : announcement(answer)}
      </p>
      {state === 'refreshing' ? <div className="progress-line" aria-hidden /> : null}
      {state === 'failed' ? (
        <div className="mb-4">
          <Notice
            tone="danger"
            title="The server did not answer"
            action={
              <button type="button" onClick={onRetry} className={buttonClass('outline')}>
                Try again
              </button>
            }
          >
            The preview below may be out of date. Nothing was written.
          </Notice>
        </div>
      ) : null}
      <PreviewContent answer={answer} />
    </section>
  )
}

function PreviewContent({ answer }: { readonly answer: CommandAnswer }) {
  if (answer.refusal) {
    return <RefusalNotice refusal={answer.refusal} page={commandHref(answer.form)} />
  }
  if (answer.kind === 'refused') return null
  if (answer.preview) return <PreviewPane preview={answer.preview} order={answer.choices.order} />
  const missing = missingChoice(answer.form)
  return (
    <p className="text-text-soft">
      {missing ? MISSING[missing] : 'Choose what to do.'} Signet then reads the remote’s current
      tags and shows what it would write, what would change and which workflows would run.
    </p>
  )
}

function announcement(answer: CommandAnswer): string {
  if (answer.refusal) return 'Refused.'
  if (answer.kind === 'refused' || !answer.preview) return ''
  return {
    allowed: 'Allowed. What will happen is shown.',
    'needs-approval': 'Needs an approval. What will happen is shown.',
    refused: 'Refused.',
  }[answer.preview.outcome]
}
