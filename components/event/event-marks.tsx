import type { Anomaly, EventView } from '@/lib/views/event'
import { Badge, type Tone } from '../ui/badge'
import { Icon } from '../ui/icon'

const ANOMALIES = {
  moved: { tone: 'danger', label: 'Moved', title: 'The tag pointed at another object before' },
  backdated: {
    tone: 'warning',
    label: 'Backdated',
    title: 'The tag is dated more than a day before its commit',
  },
  future: {
    tone: 'warning',
    label: 'Future date',
    title: 'The tag is dated later than the time when Signet first saw it',
  },
  'out-of-order': {
    tone: 'warning',
    label: 'Out of order',
    title: 'The counter and the date of this tag imply different orders',
  },
} satisfies Record<Anomaly, { tone: Tone; label: string; title: string }>

type Props = {
  readonly event: Pick<EventView, 'rejected' | 'anomalies'>
  /** `icons`: icons with tips, where there is little room for words. */
  readonly form: 'words' | 'icons'
}

/** Why an event does not count, and its anomalies; empty without any. */
export function EventMarks({ event, form }: Props) {
  return (
    <>
      {event.rejected ? (
        <Badge tone="danger" tip="The signature policy requires a proof, and this tag has none">
          <Icon name="ban" className="size-3" />
          <span className={form === 'icons' ? 'max-sm:sr-only' : ''}>Does not count</span>
        </Badge>
      ) : null}
      {event.anomalies.map((anomaly) => {
        const { tone, label, title } = ANOMALIES[anomaly]
        return (
          <Badge key={anomaly} tone={tone} tip={`${label}: ${title}`}>
            <Icon name="triangle-alert" className="size-3" />
            <span className={form === 'icons' ? 'sr-only' : ''}>{label}</span>
          </Badge>
        )
      })}
    </>
  )
}
