import type { GroupFiguresView, InsightGroup, InsightsView } from '@/lib/views/insights'
import { Panel } from '../ui/panel'
import { UntrustedText } from '../ui/untrusted-text'
import { Count, Duration } from './figure'
import { INSIGHT_GROUP_NAMES } from './group-names'
import type { InsightLinks, ModelState } from './insight-links'

type Props = { readonly insights: InsightsView; readonly links: InsightLinks }

const HEADS = [
  'Models',
  'Promotions',
  'To production',
  'Median lead time',
  'Roll backs',
  'Stale',
  'Never promoted',
  'Unsigned',
] as const

/** The same figures for each repository, owner or label. */
export function GroupTable({ insights, links }: Props) {
  const { by, groups, moreGroups } = insights
  return (
    <Panel title="Compared" aside={<GroupTabs by={by} links={links} />}>
      <div className="overflow-x-auto rounded-b-lg">
        <table className="data-table">
          <caption className="sr-only">{`Figures by ${INSIGHT_GROUP_NAMES[by].toLowerCase()}`}</caption>
          <thead>
            <tr>
              <th scope="col">{INSIGHT_GROUP_NAMES[by]}</th>
              {HEADS.map((head) => (
                <th key={head} scope="col" className="number">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {groups.map((group) => (
              <GroupRow key={group.value} group={group} links={links} />
            ))}
          </tbody>
        </table>
      </div>
      {groups.length === 0 ? <p className="px-4 py-3 text-text-soft">No model has one.</p> : null}
      {moreGroups > 0 ? (
        <p className="border-t border-line px-4 py-2 text-text-soft">
          {moreGroups.toLocaleString('en')} more, with fewer promotions. Filter the models to see
          them.
        </p>
      ) : null}
    </Panel>
  )
}

type RowProps = { readonly group: GroupFiguresView; readonly links: InsightLinks }

function GroupRow({ group, links }: RowProps) {
  const { value, models, promotions, toProduction, leadTime, rollbacks } = group
  const live = { in: 'production', group: value } as const
  const state = (of: ModelState) => <Count count={group[of]} href={links.models(of, value)} />
  const cells = [
    <Count key="models" count={models} href={links.models(null, value)} />,
    <Count key="all" count={promotions} href={links.list('promotions', { group: value })} />,
    <Count key="live" count={toProduction} href={links.list('promotions', live)} />,
    <Duration
      key="lead"
      spread={leadTime}
      of="median"
      href={links.list('commit-to-stage', live)}
    />,
    <Count key="back" count={rollbacks} href={links.list('rollbacks', live)} />,
    state('stale'),
    state('unpromoted'),
    state('unsigned'),
  ]
  return (
    <tr>
      <td>
        <a data-row-link href={links.group(value)} className="font-medium hover:underline">
          <UntrustedText text={value} max={60} />
        </a>
      </td>
      {HEADS.map((head, at) => (
        <td key={head} data-label={head} className="number">
          {cells[at]}
        </td>
      ))}
    </tr>
  )
}

function GroupTabs({ by, links }: { readonly by: InsightGroup; readonly links: InsightLinks }) {
  return (
    <nav aria-label="Compare by" className="flex gap-3">
      {(Object.keys(INSIGHT_GROUP_NAMES) as InsightGroup[]).map((one) => (
        <a
          key={one}
          href={links.by(one)}
          aria-current={one === by ? 'true' : undefined}
          className="text-text-soft hover:text-text aria-[current]:font-medium aria-[current]:text-text aria-[current]:underline"
        >
          {INSIGHT_GROUP_NAMES[one]}
        </a>
      ))}
    </nav>
  )
}
