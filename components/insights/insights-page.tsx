import type { InsightsView } from '@/lib/views/insights'
import { buttonClass } from '../ui/button-class'
import { EmptyState } from '../ui/empty-state'
import { Notice } from '../ui/notice'
import { Panel } from '../ui/panel'
import { GroupTable } from './group-table'
import type { InsightLinks } from './insight-links'
import { InsightTiles } from './insight-tiles'
import { LeadTimes } from './lead-times'
import { RollBacks, TimeInStages } from './stage-times'
import { UnsignedPromotions } from './unsigned-promotions'
import { WeekChart } from './week-chart'
import { WeekTable } from './week-table'

type Props = {
  readonly insights: InsightsView
  /** All stages in display order, which decides their colours. */
  readonly order: readonly string[]
  readonly links: InsightLinks
}

/** Everything that insights count, each number with a link to the list behind it. */
export function InsightsPage({ insights, order, links }: Props) {
  const { stages, weeks, until, moreStages, withoutPast } = insights
  return (
    <div className="flex flex-col gap-4">
      <InsightTiles insights={insights} links={links} />
      {withoutPast > 0 ? (
        <Notice
          tone="neutral"
          title={`${withoutPast.toLocaleString('en')} ${withoutPast === 1 ? 'model has' : 'models have'} no past`}
        >
          Their stages were assigned too often for their states to be kept. Their promotions count;
          how long stages held their versions is not known.
        </Notice>
      ) : null}
      {stages.length === 0 ? (
        <EmptyState icon="chart-column" title="Nothing was promoted in this period">
          <p>
            Promotions, lead times, time in stages and roll backs appear here as soon as a version
            is promoted. Choose a longer period to see older ones.
          </p>
          <p>
            <a href={links.longer} className={buttonClass('primary')}>
              The last year
            </a>
          </p>
        </EmptyState>
      ) : (
        <>
          <Panel title="Promotions per week" aside="weeks begin on Monday, in UTC">
            <div className="week-panel">
              <WeekChart stages={stages} weeks={weeks} order={order} />
              <WeekTable stages={stages} weeks={weeks} until={until} links={links} />
            </div>
            {moreStages > 0 ? (
              <p className="border-t border-line px-4 py-2 text-text-soft">
                {moreStages.toLocaleString('en')} more stages are left out.
              </p>
            ) : null}
          </Panel>
          <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-2">
            <LeadTimes insights={insights} order={order} links={links} />
            <TimeInStages insights={insights} order={order} links={links} />
            <RollBacks insights={insights} order={order} links={links} />
            <UnsignedPromotions insights={insights} order={order} links={links} />
          </div>
        </>
      )}
      <GroupTable insights={insights} links={links} />
    </div>
  )
}

/** Shown when the search finds no model. */
export function NoInsightModels() {
  return (
    <EmptyState icon="search-x" title="No model matches">
      <p>Insights are about the models that the filter finds. Clear it, or ask for others.</p>
    </EmptyState>
  )
}
