import type { StageHolderView } from '@/lib/index/views'
import { SignatureMark } from '../signature/signature-mark'
import type { AgoForm } from '../ui/format-ago'
import { TimeAgo } from '../ui/time-ago'
import { VersionPill } from './version-pill'

type Props = {
  readonly stage: string
  readonly order: readonly string[]
  readonly holders: readonly StageHolderView[]
  readonly now: number
  readonly form: AgoForm
}

const MOST_HOLDERS = 10

/** Which versions hold a stage, since when, whether that is signed, and how far behind they are. */
export function StageCell({ stage, order, holders, now, form }: Props) {
  return (
    <span className="flex flex-col gap-1.5 py-1 md:gap-1">
      {holders.slice(0, MOST_HOLDERS).map((holder) => (
        <span
          key={holder.tag}
          className="flex flex-col items-start in-[.data-table]:max-md:flex-row in-[.data-table]:max-md:items-center in-[.data-table]:max-md:gap-x-2"
        >
          <span className="flex items-center gap-1">
            <VersionPill version={holder.version} stage={stage} order={order} />
            <SignatureMark signature={holder.signature} />
          </span>
          <span className="flex gap-1.5 text-2xs leading-3.5 text-text-faint">
            <TimeAgo at={holder.assignedAt} now={now} form={form} />
            {holder.behind ? <Behind count={holder.behind} /> : null}
          </span>
        </span>
      ))}
      {holders.length > MOST_HOLDERS ? (
        <span className="text-2xs text-text-faint">
          +{(holders.length - MOST_HOLDERS).toLocaleString('en')}
        </span>
      ) : null}
    </span>
  )
}

/** How many newer versions are registered. */
export function Behind({ count }: { readonly count: number }) {
  return (
    <span
      title={`${count} newer ${count === 1 ? 'version is' : 'versions are'} registered`}
      className="whitespace-nowrap text-warning"
    >
      {count} behind
    </span>
  )
}
