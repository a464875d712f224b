import type { ForgeLinks } from '@/lib/forge/build-links'
import type { EventView } from '@/lib/views/event'
import { Icon } from '../ui/icon'
import { UntrustedText } from '../ui/untrusted-text'
import { EventFacts } from './event-facts'
import { EventIcon } from './event-icon'
import { EventMarks } from './event-marks'
import { EventSentence } from './event-sentence'
import { formatDay, formatTime, groupByDay } from './group-by-day'
import { WhoActed } from './who-acted'

type Props = {
  readonly events: readonly EventView[]
  readonly order: readonly string[]
  /** Whether the events are of one model, which the page names. */
  readonly of: 'all' | 'model'
  /** By the slug of a repository. Null if its forge is not known. */
  readonly findLinks: (repo: string) => ForgeLinks | null
}

/** Events by day, newest first, each on one line that opens. */
export function EventList({ events, order, of, findLinks }: Props) {
  return (
    <div className="events" data-list="">
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
                  <EventFacts event={event} of={of} links={findLinks(event.repo)} />
                </details>
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  )
}

type LineProps = Pick<Props, 'order' | 'of'> & { readonly event: EventView }

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
