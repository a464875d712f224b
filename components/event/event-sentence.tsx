import type { ReactNode } from 'react'
import type { EventView } from '@/lib/views/event'
import { formatVersion } from '../model/format-version'
import { StageName } from '../stage/stage-name'

type Props = {
  readonly event: EventView
  readonly order: readonly string[]
  /** The subject of the sentence, if the page does not name it already. */
  readonly subject?: ReactNode
}

/** What an event did, in a sentence. */
export function EventSentence({ event, order, subject }: Props) {
  const version = event.version ? (
    <code
      data-tip={formatVersion(event.version) === event.version ? undefined : event.version}
      className="max-w-32 truncate text-xs font-semibold"
    >
      {formatVersion(event.version)}
    </code>
  ) : null
  const stage = event.stage ? <StageName stage={event.stage} order={order} /> : null
  return (
    <span className="event-sentence">
      {subject}
      {phrase(event.kind, version, stage) ?? (subject ? 'deprecated' : 'Deprecated')}
    </span>
  )
}

function phrase(kind: EventView['kind'], version: ReactNode, stage: ReactNode): ReactNode {
  switch (kind) {
    case 'registration':
      return <>{version} registered</>
    case 'deregistration':
      return <>{version} deregistered</>
    case 'assignment':
      return (
        <>
          {version} <Verb long="assigned to" short="→" /> {stage}
        </>
      )
    case 'unassignment':
      return (
        <>
          {version} <Verb long="removed from" short="↛" /> {stage}
        </>
      )
    case 'deprecation':
      return null
  }
}

type VerbProps = { readonly long: string; readonly short: string }

/** A phone has no room for the words on one line. */
function Verb({ long, short }: VerbProps) {
  return (
    <span className="event-verb" data-short={short}>
      {long}
    </span>
  )
}
