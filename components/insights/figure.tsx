import type { SpreadView } from '@/lib/views/insights'
import { formatDuration } from './format-duration'

type CountProps = { readonly count: number; readonly href: string }

const LINK = 'text-accent underline decoration-line-strong hover:decoration-accent'

/** A count that leads to the list behind it; zero leads nowhere. */
export function Count({ count, href }: CountProps) {
  if (count === 0) return <span className="text-text-faint">0</span>
  return (
    <a href={href} className={LINK}>
      {count.toLocaleString('en')}
    </a>
  )
}

type DurationProps = {
  readonly spread: SpreadView
  readonly of: 'median' | 'p90'
  readonly href: string
}

/** A percentile that leads to the list behind it. */
export function Duration({ spread, of, href }: DurationProps) {
  if (spread === null) return <span className="text-text-faint">–</span>
  return (
    <a href={href} data-tip={`${spread[of].toLocaleString('en')} seconds`} className={LINK}>
      {formatDuration(spread[of])}
    </a>
  )
}

type SpreadProps = { readonly spread: SpreadView; readonly href: string }

/** How many, the median and the 90th percentile, a cell each. */
export function SpreadCells({ spread, href }: SpreadProps) {
  return (
    <>
      <td className="number">
        <Count count={spread?.count ?? 0} href={href} />
      </td>
      <td className="number">
        <Duration spread={spread} of="median" href={href} />
      </td>
      <td className="number">
        <Duration spread={spread} of="p90" href={href} />
      </td>
    </>
  )
}
