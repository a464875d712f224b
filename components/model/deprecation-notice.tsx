import type { EventView } from '@/lib/views/event'
import { commandForm } from '../command/command-form'
import { CommandLink } from '../command/command-link'
import { WhoActed } from '../event/who-acted'
import { buttonClass } from '../ui/button-class'
import { Notice } from '../ui/notice'
import { TimeAgo } from '../ui/time-ago'
import { UntrustedText } from '../ui/untrusted-text'

type Props = {
  readonly event: EventView
  readonly now: number
  readonly mayPromote: 'yes' | 'no'
}

/** Who deprecated a model, when and why, and what revives it. */
export function DeprecationNotice({ event, now, mayPromote }: Props) {
  const model = { repo: event.repo, name: event.artifact }
  // The first line of the message says only that the model is deprecated.
  const why = event.reason ?? event.message.split('\n').slice(1).join('\n').trim()
  return (
    <Notice
      tone="warning"
      title={
        <span className="flex flex-wrap items-center gap-x-1.5">
          Deprecated <TimeAgo at={event.at} now={now} /> by <WhoActed {...event} />
        </span>
      }
      action={
        mayPromote === 'yes' ? (
          <CommandLink form={commandForm('assign', model)} className={buttonClass('outline')}>
            Promote it again
          </CommandLink>
        ) : null
      }
    >
      {why ? (
        <p className="whitespace-pre-wrap">
          <UntrustedText text={why} max={1_000} />
        </p>
      ) : null}
      <p>The next version that is registered, or given a stage, takes it back.</p>
    </Notice>
  )
}
