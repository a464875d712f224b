import type { InsightList, InsightsView, StageFiguresView } from '@/lib/views/insights'
import { StageName } from '../stage/stage-name'
import { Panel } from '../ui/panel'
import { SpreadCells } from './figure'
import type { InsightLinks } from './insight-links'
import { SpreadHeads } from './lead-times'
import { SpreadChart } from './spread-chart'
import { stageFill } from './stage-fill'

type Props = {
  readonly insights: InsightsView
  readonly order: readonly string[]
  readonly links: InsightLinks
}

/** How long stages held what left them, and what they held at the end. */
export function TimeInStages(props: Props) {
  return (
    <StageTimes
      {...props}
      id="time-in-stages"
      title="Time in a stage"
      aside="what left it, and what is there at the end"
      parts={[
        { of: 'ended', says: 'Left it', read: (one) => one.ended },
        { of: 'held', says: 'Still there', read: (one) => one.held },
      ]}
    />
  )
}

/** How long stages held what was rolled back. */
export function RollBacks(props: Props) {
  return (
    <StageTimes
      {...props}
      id="roll-backs"
      title="Roll backs"
      aside="how long the bad version was there"
      parts={[{ of: 'rollbacks', says: 'Rolled back', read: (one) => one.rollbacks }]}
    />
  )
}

type Part = {
  readonly of: InsightList
  readonly says: string
  readonly read: (stage: StageFiguresView) => StageFiguresView['ended']
}

type StageTimesProps = Props & {
  readonly id: string
  readonly title: string
  readonly aside: string
  readonly parts: readonly Part[]
}

function StageTimes({ insights, order, links, id, title, aside, parts }: StageTimesProps) {
  const { stages } = insights
  const rows = stages.map((one) => ({
    ...{ name: one.stage, fill: stageFill(one.stage, order) },
    spread: parts[0]?.read(one) ?? null,
  }))
  return (
    <Panel title={title} aside={aside}>
      <div className="insight-panel">
        <SpreadChart id={id} title={title} rows={rows} />
        <table className="figure-table">
          <caption className="sr-only">{title}</caption>
          <thead>
            <tr>
              <th scope="col">Stage</th>
              {parts.length > 1 ? <th scope="col">What</th> : null}
              <SpreadHeads />
            </tr>
          </thead>
          <tbody>
            {stages.flatMap((one) =>
              parts.map(({ of, says, read }) => (
                <tr key={`${one.stage} ${of}`}>
                  <td>
                    <StageName stage={one.stage} order={order} />
                  </td>
                  {parts.length > 1 ? <td>{says}</td> : null}
                  <SpreadCells spread={read(one)} href={links.list(of, { stage: one.stage })} />
                </tr>
              )),
            )}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}
