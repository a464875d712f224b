import type { ForgeLinks } from '@/lib/forge/build-links'
import type { EventView } from '@/lib/views/event'
import { SignatureText } from '../signature/signature-mark'
import { Copyable } from '../ui/copyable'
import { Hash } from '../ui/hash'
import { TimeAgo } from '../ui/time-ago'
import { UntrustedText } from '../ui/untrusted-text'
import { EventIcon } from './event-icon'
import { EventMarks } from './event-marks'
import { EventSentence } from './event-sentence'

type Props = {
  readonly events: readonly EventView[]
  readonly order: readonly string[]
  readonly now: number
  /** Null if the repository's forge is not known. */
  readonly links: ForgeLinks | null
}

/** The events of one model, newest first, with the content of their tags. */
export function EventTimeline({ events, order, now, links }: Props) {
  return (
    <ol className="flex flex-col">
      {events.map((event) => (
        <li key={event.tag} className="group relative flex gap-3 pb-5 last:pb-0">
          <span
            aria-hidden
            className="absolute start-3 top-7 bottom-1 w-px bg-line group-last:hidden"
          />
          <EventIcon event={event} />
          <div className="flex min-w-0 flex-1 flex-col gap-1 pt-0.5">
            <div className="flex flex-wrap items-center gap-x-2">
              <EventSentence event={event} order={order} />
              <span className="text-text-faint">
                <TimeAgo at={event.at} now={now} />
              </span>
              <EventMarks event={event} form="words" />
            </div>
            <EventProvenance event={event} links={links} />
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

type ProvenanceProps = { readonly event: EventView } & Pick<Props, 'links'>

/** The actor and approvers, the signature, the claimed tagger, and the tag. */
function EventProvenance({ event, links }: ProvenanceProps) {
  const { tagger, actor, approvers, reason } = event
  return (
    <div className="flex flex-col gap-0.5 text-text-soft">
      {actor ? (
        <div className="flex flex-wrap gap-x-4">
          <Word name="requested by" text={actor} />
          {approvers.map((approver) => (
            <Word key={approver} name="approved by" text={approver} />
          ))}
          {reason ? <Word name="because" text={reason} /> : null}
        </div>
      ) : null}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-0.5">
        <SignatureText signature={event.signature} />
        <span>
          tagger claims to be <UntrustedText text={tagger.name} />{' '}
          <span className="text-text-faint">
            <UntrustedText text={tagger.email} />
          </span>
        </span>
        <Copyable text={event.tag} label="tag" link={links?.tag(event.tag)} />
        <Hash oid={event.commit} label="commit" link={links?.commit(event.commit)} />
      </div>
    </div>
  )
}

/** A label and its value from a verified tag. */
function Word({ name, text }: { readonly name: string; readonly text: string }) {
  return (
    <span>
      {name}{' '}
      <span className="text-text">
        <UntrustedText text={text} />
      </span>
    </span>
  )
}
