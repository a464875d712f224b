import { Ban, TriangleAlert } from 'lucide-react'
import type { Anomaly, EventView } from '@/lib/index/views'
import { Badge } from '../ui/badge'

const ANOMALIES = {
  moved: { label: 'Moved', title: 'The tag pointed at another object before' },
  backdated: {
    label: 'Backdated',
    title: 'The tag says that it is more than a day older than its commit',
  },
  future: { label: 'Future date', title: 'The tag says that it was made later than it was seen' },
  'out-of-order': {
    label: 'Out of order',
    title: 'Counter and date put this tag in different places among the others',
  },
} satisfies Record<Anomaly, { label: string; title: string }>

type Props = { readonly event: Pick<EventView, 'rejected' | 'anomalies'> }

/** What keeps an event from counting, and what is odd about it; nothing where all is well. */
export function EventMarks({ event }: Props) {
  return (
    <>
      {event.rejected ? (
        <Badge tone="danger" title="The signature policy wants a proof, and this tag has none">
          <Ban aria-hidden className="size-3" />
          Does not count
        </Badge>
      ) : null}
      {event.anomalies.map((anomaly) => (
        <Badge key={anomaly} tone="warning" title={ANOMALIES[anomaly].title}>
          <TriangleAlert aria-hidden className="size-3" />
          {ANOMALIES[anomaly].label}
        </Badge>
      ))}
    </>
  )
}
