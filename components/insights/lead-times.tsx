import type { InsightsView } from '@/lib/views/insights'
import { StageName } from '../stage/stage-name'
import { Panel } from '../ui/panel'
import { SpreadCells } from './figure'
import type { InsightLinks } from './insight-links'
import { SpreadChart } from './spread-chart'
import { stageFill } from './stage-fill'

type Props = {
  readonly insights: InsightsView
  readonly order: readonly string[]
  readonly links: InsightLinks
}

/** How long versions took from the commit to their registration, and to each stage. */
export function LeadTimes({ insights, order, links }: Props) {
  const { stages, commitToVersion } = insights
  const version = { name: 'version', fill: 'var(--text-faint)', spread: commitToVersion }
  const reached = stages.map(({ stage, commitToStage }) => ({
    ...{ name: stage, fill: stageFill(stage, order), spread: commitToStage },
  }))
  return (
    <Panel title="Lead time" aside="first promotions of versions">
      <div className="insight-panel">
        <SpreadChart id="lead-times" title="From the commit to" rows={[version, ...reached]} />
        <table className="figure-table">
          <caption className="sr-only">Lead times</caption>
          <thead>
            <tr>
              <th scope="col">From</th>
              <th scope="col">To</th>
              <SpreadHeads />
            </tr>
          </thead>
          <tbody>
            <tr>
              <td>Commit</td>
              <td>Version</td>
              <SpreadCells spread={commitToVersion} href={links.list('commit-to-version')} />
            </tr>
            {stages.flatMap(({ stage, commitToStage, versionToStage }) => [
              <tr key={`commit ${stage}`}>
                <td>Commit</td>
                <td>
                  <StageName stage={stage} order={order} />
                </td>
                <SpreadCells
                  spread={commitToStage}
                  href={links.list('commit-to-stage', { stage })}
                />
              </tr>,
              <tr key={`version ${stage}`}>
                <td>Version</td>
                <td>
                  <StageName stage={stage} order={order} />
                </td>
                <SpreadCells
                  spread={versionToStage}
                  href={links.list('version-to-stage', { stage })}
                />
              </tr>,
            ])}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

/** The heads of `SpreadCells`. */
export function SpreadHeads() {
  return (
    <>
      <th scope="col" className="number">
        Count
      </th>
      <th scope="col" className="number">
        Median
      </th>
      <th scope="col" className="number">
        90 %
      </th>
    </>
  )
}
