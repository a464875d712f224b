import type { InsightsView, StageFiguresView } from '@/lib/views/insights'
import type { InsightLinks } from './insight-links'

type Props = { readonly insights: InsightsView; readonly links: InsightLinks }

/** What of today needs a look, and the sums of the period. */
export function InsightTiles({ insights, links }: Props) {
  const { now, stages, registrations } = insights
  const sum = (read: (one: StageFiguresView) => number) =>
    stages.reduce((all, one) => all + read(one), 0)
  const promotions = sum((one) => one.promotions)
  const rollbacks = sum((one) => one.rollbacks?.count ?? 0)
  return (
    <ul className="grid grid-cols-2 gap-2 sm:grid-cols-3 xl:grid-cols-6">
      <Tile name="Stale in production" when="now" count={now.stale} href={links.models('stale')} />
      <Tile
        name="Never promoted"
        when="now"
        count={now.unpromoted}
        href={links.models('unpromoted')}
      />
      <Tile
        name="Unsigned in production"
        when="now"
        count={now.unsigned}
        href={links.models('unsigned')}
      />
      <Tile
        name="Versions registered"
        when="in the period"
        count={registrations}
        href={links.list('registrations')}
      />
      <Tile
        name="Promotions"
        when="in the period"
        count={promotions}
        href={links.list('promotions')}
      />
      <Tile
        name="Roll backs"
        when="in the period"
        count={rollbacks}
        href={links.list('rollbacks')}
      />
    </ul>
  )
}

type TileProps = {
  readonly name: string
  readonly when: string
  readonly count: number
  readonly href: string
}

function Tile({ name, when, count, href }: TileProps) {
  const shown = (
    <span className="text-xl font-semibold tabular-nums">{count.toLocaleString('en')}</span>
  )
  const words = (
    <>
      {shown}
      <span className="font-medium">{name}</span>
      <span className="text-xs text-text-faint">{when}</span>
    </>
  )
  const look = 'flex min-h-20 flex-col rounded-lg border border-line bg-surface px-3 py-2'
  return (
    <li className="contents">
      {count === 0 ? (
        <div className={look}>{words}</div>
      ) : (
        <a href={href} className={`${look} hover:border-line-strong hover:bg-sunken`}>
          {words}
        </a>
      )}
    </li>
  )
}
