import type { EventView } from '@/lib/views/event'
import { Badge, type Tone } from '../ui/badge'
import { Icon } from '../ui/icon'
import type { IconName } from '../ui/icon-names'

type Mark = {
  readonly tone: Tone
  readonly icon: IconName
  readonly label: string
  readonly why: string
}

const REJECTED: Mark = {
  tone: 'danger',
  icon: 'ban',
  label: 'Does not count',
  why: 'The signature policy requires a proof, and this tag has none',
}

const ANOMALIES = {
  moved: {
    tone: 'danger',
    icon: 'triangle-alert',
    label: 'Moved',
    why: 'The tag pointed at another object before',
  },
  backdated: {
    tone: 'warning',
    icon: 'triangle-alert',
    label: 'Backdated',
    why: 'The tag is dated more than a day before its commit',
  },
  future: {
    tone: 'warning',
    icon: 'triangle-alert',
    label: 'Future date',
    why: 'The tag is dated later than the time when Signet first saw it',
  },
  'out-of-order': {
    tone: 'warning',
    icon: 'triangle-alert',
    label: 'Out of order',
    why: 'The counter and the date of this tag imply different orders',
  },
} satisfies Record<EventView['anomalies'][number], Mark>

type Props = { readonly event: Pick<EventView, 'rejected' | 'anomalies'> }

/** That an event does not count, and its anomalies, on its line; empty without any. */
export function EventMarks({ event }: Props) {
  return listMarks(event).map((mark) => (
    <Badge key={mark.label} tone={mark.tone} tip={`${mark.label}: ${mark.why}`}>
      <Icon name={mark.icon} className="size-3" />
      <span className={mark === REJECTED ? 'max-sm:sr-only' : 'sr-only'}>{mark.label}</span>
    </Badge>
  ))
}

/** The same in sentences. */
export function EventNotices({ event }: Props) {
  return listMarks(event).map((mark) => (
    <p key={mark.label}>
      <Badge tone={mark.tone}>
        <Icon name={mark.icon} className="size-3" />
        {mark.label}
      </Badge>{' '}
      {mark.why}
    </p>
  ))
}

function listMarks({ rejected, anomalies }: Props['event']): readonly Mark[] {
  return [...(rejected ? [REJECTED] : []), ...anomalies.map((anomaly) => ANOMALIES[anomaly])]
}
