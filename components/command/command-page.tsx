import type { ReactNode } from 'react'
import type { RefusalCode } from '@/lib/views/refusal'
import { RefusalNotice } from '../refusal/refusal-notice'
import { refusalSentence } from '../refusal/refusals'
import { buttonClass } from '../ui/button-class'
import { EmptyState } from '../ui/empty-state'
import { Kbd } from '../ui/kbd'
import type { CommandActions, CommandAnswer } from './command-answer'
import { type CommandForm, commandHref, commandPath } from './command-form'
import { CommandPanes } from './command-panes'
import { COMMAND_WORDS, commandHeading } from './command-words'

type Props = {
  readonly form: CommandForm
  readonly first: CommandAnswer
  readonly actions: CommandActions
  /** The refusal of the last confirmation without scripts. */
  readonly refused: RefusalCode | null
  /** The link back. */
  readonly children: ReactNode
}

/** A command on a page of its own: the same panes as in the dialog. */
export function CommandPage({ form, first, actions, refused, children }: Props) {
  return (
    <div className="mx-auto max-w-6xl">
      <nav aria-label="Place" className="mb-1 text-text-soft">
        {children}
      </nav>
      <h1 className="text-lg font-semibold tracking-tight break-words">{commandHeading(form)}</h1>
      <p className="mb-4 text-text-soft">{COMMAND_WORDS[form.kind].does}</p>
      {refused !== null && first.refusal === null ? (
        <div className="mb-4">
          <RefusalNotice refusal={{ code: refused, details: {} }} />
        </div>
      ) : null}
      <div className="command rounded-lg border border-line bg-surface">
        <CommandPanes first={first} actions={actions} path={commandPath(form)} />
      </div>
    </div>
  )
}

/** Offers one promotion per repository, because one push cannot reach several. */
export function ManyRepos({ form }: { readonly form: CommandForm }) {
  const repos = [...new Set(form.models.map(({ repo }) => repo))]
  return (
    <EmptyState icon="git-branch" heading="h1" title="One repository at a time">
      <p>{refusalSentence({ code: 'many-repos', details: { repos } })}</p>
      <p className="flex flex-wrap gap-2">
        {repos.map((repo) => {
          const models = form.models.filter((model) => model.repo === repo)
          return (
            <a
              key={repo}
              href={commandHref({ ...form, models })}
              className={buttonClass('outline')}
            >
              Promote {models.length} {models.length === 1 ? 'model' : 'models'} of {repo}
            </a>
          )
        })}
      </p>
    </EmptyState>
  )
}

/** The page for promoting several models when none is selected. */
export function NoneSelected() {
  return (
    <EmptyState icon="boxes" heading="h1" title="No models are selected">
      <p>
        Select models of one repository in the table, with their checkboxes or with <Kbd>x</Kbd> on
        a row. One push then assigns the stage to all of them, or to none.
      </p>
      <p>
        <a href="/" className={buttonClass('primary')}>
          All models
        </a>
      </p>
    </EmptyState>
  )
}
