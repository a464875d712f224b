import type { ForgeLinks } from '@/lib/forge/build-links'
import type { EventView } from '@/lib/views/event'
import { modelHref } from '../model/model-href'
import { Copyable } from '../ui/copyable'
import { Hash } from '../ui/hash'
import { TimeAgo } from '../ui/time-ago'
import { UntrustedText } from '../ui/untrusted-text'
import { hoverText } from '../ui/visible-text'
import { EventIcon } from './event-icon'
import { EventMarks } from './event-marks'
import { EventSentence } from './event-sentence'
import { WhoActed } from './who-acted'

type Props = {
  readonly events: readonly EventView[]
  readonly order: readonly string[]
  readonly now: number
  /** By the slug of a repository. Null if its forge is not known. */
  readonly findLinks: (repo: string) => ForgeLinks | null
}

/** Events of many models, one a row, newest first. */
export function EventTable({ events, order, now, findLinks }: Props) {
  return (
    <table className="data-table">
      <caption className="sr-only">Events, newest first</caption>
      <thead>
        <tr>
          <th scope="col">Event</th>
          <th scope="col">When</th>
          <th scope="col">Repository</th>
          <th scope="col">Message</th>
          <th scope="col">By</th>
          <th scope="col">Tag</th>
          <th scope="col">Commit</th>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => (
          <tr key={`${event.repo} ${event.tag}`}>
            <td>
              <span className="flex items-center gap-2.5">
                <EventIcon event={event} />
                <EventSentence event={event} order={order} subject={<ModelLink event={event} />} />
                <EventMarks event={event} form="icons" />
              </span>
            </td>
            <td data-label="When" className="text-text-soft">
              <TimeAgo at={event.at} now={now} />
            </td>
            <td data-label="Repository" className="text-text-soft">
              {event.repo}
            </td>
            <td data-label="Message" data-empty={event.message === '' || undefined}>
              <span
                data-tip={hoverText(event.message)}
                className="block max-w-44 truncate text-text-soft"
              >
                <UntrustedText text={firstLine(event.message)} max={200} />
              </span>
            </td>
            <td data-label="By">
              <WhoActed {...event} />
            </td>
            <td data-label="Tag">
              <span className="block max-w-52">
                <Copyable
                  text={event.tag}
                  label="tag"
                  link={findLinks(event.repo)?.tag(event.tag)}
                />
              </span>
            </td>
            <td data-label="Commit">
              <Hash
                oid={event.commit}
                label="commit"
                link={findLinks(event.repo)?.commit(event.commit)}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function ModelLink({ event }: { readonly event: EventView }) {
  return (
    <a
      href={modelHref({ repo: event.repo, name: event.artifact })}
      data-row-link={event.tag}
      className="max-w-48 truncate font-medium hover:underline"
    >
      <UntrustedText text={event.artifact} />
    </a>
  )
}

function firstLine(message: string): string {
  const end = message.indexOf('\n')
  return end < 0 ? message : message.slice(0, end)
}
