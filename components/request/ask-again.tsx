import type { CommandView } from '@/lib/views/command'
import { NOTHING_ASKED } from '../command/asked'
import { commandHref } from '../command/command-href'
import { buttonClass } from '../ui/button-class'

/** Leads to the same question under a new request, where this one came to nothing. */
export function AskAgain({ command }: { readonly command: CommandView }) {
  const [first] = command.commands
  if (!first || !cameToNothing(command)) return null
  const models = command.commands.map(({ artifact, version }) => ({
    ...{ repo: command.repo, name: artifact, version: version ?? '' },
  }))
  const asked = {
    ...{ ...NOTHING_ASKED, kind: first.kind, models },
    ...{ stage: first.stage ?? '', reason: command.reason ?? '' },
  }
  return (
    <p>
      <a href={commandHref(asked)} className={buttonClass('outline')}>
        Ask again
      </a>
    </p>
  )
}

function cameToNothing({ state }: Pick<CommandView, 'state'>): boolean {
  return state === 'refused' || state === 'rejected' || state === 'declined' || state === 'expired'
}
