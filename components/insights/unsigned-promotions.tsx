import type { InsightsView } from '@/lib/views/insights'
import { StageName } from '../stage/stage-name'
import { Panel } from '../ui/panel'
import { Count } from './figure'
import type { InsightLinks } from './insight-links'

type Props = {
  readonly insights: InsightsView
  readonly order: readonly string[]
  readonly links: InsightLinks
}

/** The promotions whose tag has no signature. */
export function UnsignedPromotions({ insights: { stages }, order, links }: Props) {
  return (
    <Panel title="Signatures" aside="of promotions">
      <div className="insight-panel">
        <table className="figure-table">
          <caption className="sr-only">Promotions without a signature</caption>
          <thead>
            <tr>
              <th scope="col">Stage</th>
              <th scope="col" className="number">
                Promotions
              </th>
              <th scope="col" className="number">
                Not signed
              </th>
            </tr>
          </thead>
          <tbody>
            {stages.map(({ stage, promotions, unsigned }) => (
              <tr key={stage}>
                <td>
                  <StageName stage={stage} order={order} />
                </td>
                <td className="number">
                  <Count count={promotions} href={links.list('promotions', { stage })} />
                </td>
                <td className="number">
                  <Count count={unsigned} href={links.list('unsigned', { stage })} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}
