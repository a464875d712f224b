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
  /** A stage and the version that it holds, which the undo gives it again; undefined if all are empty. */
  readonly held: { readonly stage: string; readonly version: string } | undefined
}

/** Who deprecated a model, when and why, and what revives it. */
export function DeprecationNotice({ event, now, mayPromote, held }: Props) {
  const model = { repo: event.repo, name: event.artifact }
  const why = event.reason ?? findText(event.message)
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
          <CommandLink form={commandForm('assign', model, held)} className={buttonClass('outline')}>
            Undo
            <span className="sr-only"> the deprecation</span>
          </CommandLink>
        ) : null
      }
    >
      {why ? (
        <p className="whitespace-pre-wrap">
          <UntrustedText text={why} max={1_000} />
        </p>
      ) : null}
      <p>
        It ends when a version is registered or given a stage, even one that it already holds. No
        tag is deleted.
      </p>
    </Notice>
  )
}

const TRAILER = /^[A-Z][\w-]*: /

/** What a message says beside its first line, which says only that the model is deprecated, and its trailers. */
function findText(message: string): string {
  const [, ...paragraphs] = message.trim().split(/\n{2,}/)
  return paragraphs
    .filter((paragraph) => !paragraph.split('\n').every((line) => TRAILER.test(line)))
    .join('\n\n')
}
