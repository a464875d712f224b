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
    <span className="inline-flex min-w-0 items-center gap-x-1.5 gap-y-0.5 max-md:flex-wrap">
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
          {version} assigned to {stage}
        </>
      )
    case 'unassignment':
      return (
        <>
          {version} removed from {stage}
        </>
      )
    case 'deprecation':
      return null
  }
}
