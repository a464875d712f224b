import type { MetricDirection } from '@/lib/registry/metric-direction'
import type { ScalarView } from '@/lib/views/view'
import { scalarNumber } from '../ui/scalar-number'
import { ScalarText } from '../ui/scalar-text'

type Props = {
  readonly direction: MetricDirection | null
  readonly before: ScalarView
  readonly after: ScalarView
}

/** By how much a metric changed, in the colour of better or worse where its direction is known; nothing for what is not
 *  a number. */
export function MetricChange({ direction, before: old, after: current }: Props) {
  const [before, after] = [scalarNumber(old), scalarNumber(current)]
  if (before === null || after === null) return null
  const by = after - before
  if (!Number.isFinite(by)) return null
  if (by === 0) return <span className="text-text-faint">same</span>
  const better = direction === null ? null : direction === 'up' ? by > 0 : by < 0
  const tone = better === null ? 'text-text-soft' : better ? 'text-ok' : 'text-danger'
  return (
    <span className={tone}>
      {by > 0 ? '+' : '−'}
      <ScalarText value={Number(Math.abs(by).toPrecision(4))} />
      {better === null ? null : <span className="sr-only">{better ? ' better' : ' worse'}</span>}
    </span>
  )
}
