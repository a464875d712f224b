import type { ReactNode } from 'react'
import { modelHref } from '../model/model-href'
import { SignatureText } from '../signature/signature-mark'
import { Copyable } from '../ui/copyable'
import { formatInstant } from '../ui/format-ago'
import { Hash } from '../ui/hash'
import { hrefWith } from '../ui/href-with'
import { UntrustedText } from '../ui/untrusted-text'
import type { EventContent, ListedEvent } from './event-content'
import { EventNotices } from './event-marks'

type Props = Pick<EventContent, 'of' | 'at'> & { readonly event: ListedEvent }

/** What the line of an event leaves out: the content of the tag, who stands behind it, and the proof. */
export function EventFacts({ event, of, at }: Props) {
  const { links } = event
  return (
    <dl>
      <Fact name="Time">{formatInstant(event.at)}</Fact>
      {of === 'all' ? <Place event={event} at={at} /> : null}
      {event.message ? (
        <Fact name="Message">
          <span className="event-message">
            <UntrustedText text={event.message} />
          </span>
        </Fact>
      ) : null}
      <People event={event} />
      <Fact name="Signature">
        <SignatureText signature={event.signature} />
      </Fact>
      {event.rejected || event.anomalies.length > 0 ? (
        <Fact name="Notice">
          <EventNotices event={event} />
        </Fact>
      ) : null}
      <Fact name="Tag">
        <Copyable text={event.tag} label="tag" link={links?.tag} />
      </Fact>
      <Fact name="Tag object">
        <Hash oid={event.oid} label="tag object" />
      </Fact>
      <Fact name="Commit">
        <Hash oid={event.commit} label="commit" link={links?.commit} />
      </Fact>
    </dl>
  )
}

function Place({ event, at }: Pick<Props, 'event' | 'at'>) {
  return (
    <>
      <Fact name="Model">
        <a href={hrefWith(modelHref({ repo: event.repo, name: event.artifact }), { at })}>
          <UntrustedText text={event.artifact} />
        </a>
      </Fact>
      <Fact name="Repository">
        <a href={`/repos/${encodeURIComponent(event.repo)}`}>{event.repo}</a>
      </Fact>
    </>
  )
}

/** The requester, the approvers and the reason of a verified tag of Signet, and the tagger, who is a claim. */
function People({ event }: Pick<Props, 'event'>) {
  const { actor, approvers, reason, tagger } = event
  return (
    <>
      {actor ? <TextFact name="Requested by" text={actor} /> : null}
      {approvers.map((approver) => (
        <TextFact key={approver} name="Approved by" text={approver} />
      ))}
      {reason ? <TextFact name="Reason" text={reason} /> : null}
      <Fact name="Tagger">
        <UntrustedText text={tagger.name} /> &lt;
        <UntrustedText text={tagger.email} />
        &gt;, a claim of the tag
      </Fact>
    </>
  )
}

function TextFact({ name, text }: { readonly name: string; readonly text: string }) {
  return (
    <Fact name={name}>
      <UntrustedText text={text} />
    </Fact>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}
