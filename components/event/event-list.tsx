import { useMemo } from 'react'
import { Icon } from '../ui/icon'
import { UntrustedText } from '../ui/untrusted-text'
import type { EventContent, ListedEvent } from './event-content'
import { EventFacts } from './event-facts'
import { EventIcon } from './event-icon'
import { EventMarks } from './event-marks'
import { EventSentence } from './event-sentence'
import { formatDay, formatTime, groupByDay } from './group-by-day'
import { WhoActed } from './who-acted'

type Props = {
  /** EventContent as JSON. */
  readonly content: string
}

/** Events by day, newest first, each on one line that opens. */
export default function EventList({ content }: Props) {
  const { events, order, of, at } = useMemo((): EventContent => JSON.parse(content), [content])
  return (
    <div data-list="">
      {groupByDay(events).map(({ day, events: ofDay }) => (
        <section key={day}>
          <h2>
            <time dateTime={day}>{formatDay(day)}</time>
            <span>UTC</span>
          </h2>
          <ol>
            {ofDay.map((event) => (
              <li key={`${event.repo} ${event.tag}`}>
                <details>
                  <EventLine event={event} order={order} of={of} />
                  <EventFacts {...{ event, of, at }} />
                </details>
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  )
}

type LineProps = Pick<EventContent, 'order' | 'of'> & { readonly event: ListedEvent }

function EventLine({ event, order, of }: LineProps) {
  const subject = of === 'model' ? undefined : <ModelName name={event.artifact} />
  return (
    <summary data-row-link="">
      <Icon name="chevron-right" />
      <time dateTime={event.at}>{formatTime(event.at)}</time>
      <EventIcon event={event} />
      <EventSentence event={event} order={order} subject={subject} />
      <EventMarks event={event} />
      <WhoActed {...event} />
      {of === 'all' ? <span className="event-repo">{event.repo}</span> : null}
    </summary>
  )
}

function ModelName({ name }: { readonly name: string }) {
  return (
    <b>
      <UntrustedText text={name} />
    </b>
  )
}
