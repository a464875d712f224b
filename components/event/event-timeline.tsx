import type { EventView } from '@/lib/index/views'
import { SignatureText } from '../signature/signature-mark'
import { Copyable } from '../ui/copyable'
import { Hash } from '../ui/hash'
import { TimeAgo } from '../ui/time-ago'
import { UntrustedText } from '../ui/untrusted-text'
import { EventIcon } from './event-icon'
import { EventSentence } from './event-sentence'

type Props = {
  readonly events: readonly EventView[]
  readonly order: readonly string[]
  readonly now: number
}

/** What happened to one model, newest first, with all that its tags say. */
export function EventTimeline({ events, order, now }: Props) {
  return (
    <ol className="flex flex-col">
      {events.map((event) => (
        <li key={event.tag} className="group relative flex gap-3 pb-5 last:pb-0">
          <span
            aria-hidden
            className="absolute start-3 top-7 bottom-1 w-px bg-line group-last:hidden"
          />
          <EventIcon kind={event.kind} />
          <div className="flex min-w-0 flex-1 flex-col gap-1 pt-0.5">
            <div className="flex flex-wrap items-center gap-x-2">
              <span className="first-letter:uppercase">
                <EventSentence event={event} order={order} />
              </span>
              <span className="text-text-faint">
                <TimeAgo at={event.at} now={now} />
              </span>
            </div>
            <EventProvenance event={event} />
            {event.message ? (
              <p className="max-w-3xl rounded-md border border-line bg-surface px-3 py-2 break-words whitespace-pre-wrap">
                <UntrustedText text={event.message} />
              </p>
            ) : null}
          </div>
        </li>
      ))}
    </ol>
  )
}

function EventProvenance({ event }: { readonly event: EventView }) {
  const { tagger, actor, reason } = event
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-0.5 text-text-soft">
      <span>
        tagger claims to be <UntrustedText text={tagger.name} />{' '}
        <span className="text-text-faint">
          <UntrustedText text={tagger.email} />
        </span>
      </span>
      {actor ? (
        <span>
          asked for by <UntrustedText text={actor} />
        </span>
      ) : null}
      {reason ? (
        <span>
          because <UntrustedText text={reason} />
        </span>
      ) : null}
      <SignatureText signature={event.signature} />
      <Copyable text={event.tag} label="tag" />
      <Hash oid={event.commit} label="commit" />
    </div>
  )
}
