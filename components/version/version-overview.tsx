import type { ForgeLinks } from '@/lib/forge/build-links'
import type { DirectionOf } from '@/lib/registry/metric-direction'
import type { PeriodView, VersionDetailView } from '@/lib/views/model'
import { CardSummary, type CardSummaryProps } from '../card/card-summary'
import { Panel } from '../ui/panel'
import { UntrustedText } from '../ui/untrusted-text'
import { StagePeriods } from './stage-periods'
import { type ComparedWith, ValueComparison } from './value-comparison'
import { VersionFacts } from './version-facts'

type Props = {
  readonly version: VersionDetailView
  /** What production holds and the previous version, as far as they are others. */
  readonly others: readonly ComparedWith[]
  readonly directionOf: DirectionOf
  /** When it has held which stages, newest first. */
  readonly periods: readonly PeriodView[]
  /** All stages, for their colours. */
  readonly stages: readonly string[]
  readonly now: number
  /** Null if the repository's forge is not known. */
  readonly links: ForgeLinks | null
  /** The page of its content; null where nothing can be joined with it. */
  readonly dataHref: string | null
  /** The search for a label. */
  readonly labelHref: (label: string) => string
  /** Null where the commit has no card of the model. */
  readonly card: CardSummaryProps | null
}

/** The overview of a version: its metrics and params beside those of others, what its annotation says, and its facts. */
export function VersionOverview(props: Props) {
  const { version, others, directionOf, periods, stages, now, links, dataHref, labelHref, card } =
    props
  const compared = { version, others, directionOf }
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_24rem]">
      <div className="flex min-w-0 flex-col gap-4">
        <Panel title="Metrics">
          <ValueComparison kind="metrics" {...compared} />
        </Panel>
        <Panel title="Params">
          <ValueComparison kind="params" {...compared} />
        </Panel>
        <StagePeriods {...{ periods, stages, now }} />
        {version.description ? (
          <Panel title="Description">
            <p className="px-4 py-3 text-base whitespace-pre-wrap">
              <UntrustedText text={version.description} max={MAX_DESCRIPTION_LENGTH} />
            </p>
          </Panel>
        ) : null}
      </div>
      <div className="flex min-w-0 flex-col gap-4">
        <Panel title="Facts">
          <VersionFacts {...{ version, now, links, dataHref, labelHref }} />
        </Panel>
        {card === null ? null : <CardSummary {...card} />}
      </div>
    </div>
  )
}

/** The stored description is shown in full. */
const MAX_DESCRIPTION_LENGTH = 20_000
