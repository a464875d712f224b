import type { ReactNode } from 'react'
import type { RefusalCode } from '@/lib/views/refusal'
import { RefusalNotice } from '../refusal/refusal-notice'
import type { Asked } from './asked'
import type { CommandActions, CommandAnswer } from './command-answer'
import { commandPath } from './command-href'
import { CommandPanes } from './command-panes'
import { commandHeading } from './command-title'
import { COMMAND_WORDS } from './command-words'

type Props = {
  readonly asked: Asked
  readonly first: CommandAnswer
  readonly actions: CommandActions
  /** Why the same was refused when it was confirmed without scripts. */
  readonly refused: RefusalCode | null
  /** The way back. */
  readonly children: ReactNode
}

/** A command on a page of its own: the same panes as in the dialog. */
export function CommandPage({ asked, first, actions, refused, children }: Props) {
  return (
    <div className="mx-auto max-w-6xl">
      <nav aria-label="Place" className="mb-1 text-text-soft">
        {children}
      </nav>
      <h1 className="text-lg font-semibold tracking-tight break-words">{commandHeading(asked)}</h1>
      <p className="mb-4 text-text-soft">{COMMAND_WORDS[asked.kind].does}</p>
      {refused !== null && first.refusal === null ? (
        <div className="mb-4">
          <RefusalNotice refusal={{ code: refused, details: {} }} />
        </div>
      ) : null}
      <div className="command rounded-lg border border-line bg-surface">
        <CommandPanes first={first} actions={actions} path={commandPath(asked)} />
      </div>
    </div>
  )
}
