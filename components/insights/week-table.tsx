import type { InsightsView } from '@/lib/views/insights'
import { UntrustedText } from '../ui/untrusted-text'
import { Count } from './figure'
import type { InsightLinks } from './insight-links'

type Props = Pick<InsightsView, 'stages' | 'weeks' | 'until'> & {
  readonly links: InsightLinks
}

/** Promotions by week, the newest first, and stage. */
export function WeekTable({ stages, weeks, until, links }: Props) {
  const rows = weeks.map(({ week, promotions }, at) => {
    const next = weeks[at + 1]?.week
    return { week, promotions, until: next === undefined ? until : dayBefore(next) }
  })
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard.
    <section aria-label="Promotions per week" tabIndex={0} className="week-table">
      <table>
        <caption className="sr-only">Promotions by week and stage</caption>
        <thead>
          <tr>
            <th scope="col">Week of</th>
            {stages.map(({ stage }) => (
              <th key={stage} scope="col">
                <UntrustedText text={stage} max={20} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.toReversed().map(({ week, promotions, until: last }) => (
            <tr key={week}>
              <th scope="row">{week}</th>
              {stages.map(({ stage }, place) => (
                <td key={stage}>
                  <Count
                    count={promotions[place] ?? 0}
                    href={links.list('promotions', { stage, since: week, until: last })}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">All</th>
            {stages.map(({ stage, promotions }) => (
              <td key={stage}>
                <Count count={promotions} href={links.list('promotions', { stage })} />
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </section>
  )
}

function dayBefore(day: string): string {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10)
}
