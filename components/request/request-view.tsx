import type { ReactNode } from 'react'
import type { CommandView, Preview } from '@/lib/views/command'
import type { Refusal } from '@/lib/views/refusal'
import { commandHref, EMPTY_FORM } from '../command/command-form'
import { isOver } from '../command/command-progress'
import { CommandResult, WaitingNotice } from '../command/command-result'
import { commandSentence } from '../command/command-sentences'
import { PreviewPane } from '../command/preview-pane'
import { RefusalNotice } from '../refusal/refusal-notice'
import { buttonClass } from '../ui/button-class'
import { Panel } from '../ui/panel'
import { UntrustedText } from '../ui/untrusted-text'
import { type DecideAction, DecideForm } from './decide-form'
import { FollowCommand } from './follow-request'
import { RequestFacts } from './request-facts'

type Props = {
  readonly command: CommandView
  /** The current preview of a waiting request, or why there is none. Only for people who can decide it. */
  readonly preview:
    | { readonly kind: 'preview'; readonly preview: Preview }
    | { readonly kind: 'refused'; readonly refusal: Refusal }
    | null
  /** Null if the viewer cannot decide. */
  readonly deciding: { readonly whose: 'own' | 'other'; readonly decide: DecideAction } | null
  readonly order: readonly string[]
  readonly now: number
  /** The link back. */
  readonly children: ReactNode
}

const TITLES = {
  shown: 'What would happen now',
  waits: 'What happens next',
  ended: 'What happened',
} as const

/** One request: the requester, the progress and the result. While it waits: the current preview and the decision. */
export function RequestView({ command, preview, deciding, order, now, children }: Props) {
  const kind = preview ? 'shown' : command.state === 'waiting' ? 'waits' : 'ended'
  const expected = preview?.kind === 'preview' ? preview.preview.expected : null
  return (
    <>
      <nav aria-label="Place" className="mb-1 text-text-soft">
        {children}
      </nav>
      <h1 className="mb-4 text-lg font-semibold tracking-tight break-words">
        <UntrustedText text={commandSentence(command)} />
      </h1>
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,24rem)_minmax(0,1fr)]">
        <div className="flex min-w-0 flex-col gap-4">
          <Panel title="Request">
            <div className="px-4 py-3">
              <RequestFacts command={command} now={now} />
            </div>
          </Panel>
          {deciding && command.state === 'waiting' ? (
            <Panel title="Decide">
              <div className="px-4 py-3">
                <DecideForm id={command.id} expected={expected} {...deciding} />
              </div>
            </Panel>
          ) : null}
        </div>
        <Panel title={TITLES[kind]}>
          <div className="p-4">
            {kind === 'waits' ? <WaitingNotice command={command} /> : null}
            {kind === 'ended' ? (
              <CommandResult command={command}>
                <AskAgain command={command} />
              </CommandResult>
            ) : null}
            {preview?.kind === 'refused' ? <RefusalNotice refusal={preview.refusal} /> : null}
            {preview?.kind === 'preview' ? (
              <PreviewPane
                preview={preview.preview}
                order={order}
                outcome={<WaitingNotice command={command} />}
              />
            ) : null}
          </div>
        </Panel>
      </div>
      {isOver(command) ? null : <FollowCommand />}
    </>
  )
}

/** A link to the same command as a new request, if this one ended without a tag. */
function AskAgain({ command }: { readonly command: CommandView }) {
  const [first] = command.commands
  if (!first || !endedWithoutTag(command)) return null
  const models = command.commands.map(({ artifact, version }) => ({
    repo: command.repo,
    name: artifact,
    version: version ?? '',
  }))
  const form = {
    ...EMPTY_FORM,
    kind: first.kind,
    models,
    stage: first.stage ?? '',
    reason: command.reason ?? '',
  }
  return (
    <p>
      <a href={commandHref(form)} className={buttonClass('outline')}>
        Request again{' '}
      </a>
    </p>
  )
}

function endedWithoutTag({ state }: Pick<CommandView, 'state'>): boolean {
  return state === 'refused' || state === 'rejected' || state === 'declined' || state === 'expired'
}
