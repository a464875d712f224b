import { RefusalNotice } from '../refusal/refusal-notice'
import { buttonClass } from '../ui/button-class'
import { Notice } from '../ui/notice'
import type { CommandAnswer } from './command-answer'
import { commandHref } from './command-href'
import { missingChoice } from './complete-asked'
import { PreviewPane } from './preview-pane'

const MISSING = {
  version: 'Choose a version.',
  stage: 'Choose a stage.',
  commit: 'Choose the commit that is to be registered.',
  name: 'Name the version: v and three numbers, as in v1.2.0.',
} satisfies Record<NonNullable<ReturnType<typeof missingChoice>>, string>

type Props = {
  readonly answer: CommandAnswer
  readonly state: 'fresh' | 'refreshing' | 'failed'
  readonly onRetry: () => void
}

/** What will happen, or what has to be chosen before that can be told. */
export function ShowsPane({ answer, state, onRetry }: Props) {
  return (
    <section
      aria-labelledby="command-shows"
      aria-busy={state === 'refreshing'}
      className="command-shows"
    >
      <h2 id="command-shows" className="sr-only">
        What will happen
      </h2>
      <p role="status" className="sr-only">
        {state === 'refreshing' ? 'Computing what would happen' : spoken(answer)}
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
            What stands below may be old. Nothing was written.
          </Notice>
        </div>
      ) : null}
      <Shown answer={answer} />
    </section>
  )
}

function Shown({ answer }: { readonly answer: CommandAnswer }) {
  if (answer.refusal) {
    return <RefusalNotice refusal={answer.refusal} page={commandHref(answer.asked)} />
  }
  if (answer.kind === 'refused') return null
  if (answer.preview) return <PreviewPane preview={answer.preview} order={answer.choices.order} />
  const missing = missingChoice(answer.asked)
  return (
    <p className="text-text-soft">
      {missing ? MISSING[missing] : 'Choose what is to happen.'} What would be written, what changes
      by it and what runs on it is then computed from the remote’s present tags.
    </p>
  )
}

function spoken(answer: CommandAnswer): string {
  if (answer.refusal) return 'Refused.'
  if (answer.kind === 'refused' || !answer.preview) return ''
  return {
    allowed: 'Allowed. What will happen is shown.',
    'needs-approval': 'Needs an approval. What will happen is shown.',
    refused: 'Refused.',
  }[answer.preview.outcome]
}
