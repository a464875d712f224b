import type { ComparedFile, ComparedMetric, ComparisonView } from '@/lib/views/comparison'
import { formatVersion } from '../model/format-version'
import { MetricChange } from '../model/metric-change'
import { versionHref } from '../model/version-href'
import { ByteSize } from '../ui/byte-size'
import { Panel } from '../ui/panel'
import { ScalarText } from '../ui/scalar-text'
import { UntrustedText } from '../ui/untrusted-text'
import { ChangeTable } from './change-table'
import { CompareInputs } from './compare-inputs'
import { isSameModel } from './version-ref'

type Props = {
  readonly view: ComparisonView
  /** What differs, in short phrases. */
  readonly summary: readonly string[]
  readonly hrefOf: (file: ComparedFile) => string | null
}

/** Two versions: what differs in one line, then part by part. */
export function Comparison({ view, summary, hrefOf }: Props) {
  const versions = nameSides(view)
  return (
    <div className="flex flex-col gap-4">
      {summary.length > 0 ? (
        <p className="text-base">
          <span className="sr-only">Summary: </span>
          {capitalize(summary.join(' · '))}
        </p>
      ) : null}
      {view.unread.map((sentence) => (
        <p key={sentence} className="text-text-soft">
          {sentence}
        </p>
      ))}
      <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-2">
        <Panel title="Metrics">
          <ChangeTable word="Metric" versions={versions} rows={view.metrics.map(buildMetricRow)} />
        </Panel>
        <Panel title="Params">
          <ChangeTable word="Param" versions={versions} rows={view.params.map(buildValueRow)} />
        </Panel>
        {view.inputs ? (
          <CompareInputs inputs={view.inputs} versions={versions} hrefOf={hrefOf} />
        ) : null}
        <Panel title="Annotation, model file and card">
          <ChangeTable
            word="Fact"
            versions={versions}
            rows={view.facts.map((fact) => buildFactRow(fact, view))}
          />
        </Panel>
      </div>
    </div>
  )
}

/** The two versions in the heads of the tables; of two models, with their names. */
function nameSides({ from, to }: ComparisonView): readonly [string, string] {
  const isOne = isSameModel(from, to)
  const nameOf = ({ name, version }: ComparisonView['from']) =>
    isOne ? formatVersion(version) : `${name} ${formatVersion(version)}`
  return [nameOf(from), nameOf(to)]
}

function buildMetricRow(metric: ComparedMetric) {
  const { direction, from, to, change } = metric
  const isNumber = change === 'changed' || change === 'same'
  return {
    ...buildValueRow(metric),
    ...(isNumber ? { note: <MetricChange direction={direction} before={from} after={to} /> } : {}),
  }
}

function buildValueRow({ name, change, from, to }: ComparisonView['params'][number]) {
  return {
    ...{ name, change },
    from: change === 'added' ? null : <ScalarText value={from} />,
    to: change === 'removed' ? null : <ScalarText value={to} />,
  }
}

const FACT_NAMES = {
  type: 'Type',
  description: 'Description',
  labels: 'Labels',
  path: 'Path',
  hash: 'Hash',
  size: 'Size',
  card: 'Card',
} satisfies Record<ComparisonView['facts'][number]['name'], string>

function buildFactRow(
  { name, change, from, to }: ComparisonView['facts'][number],
  view: ComparisonView,
) {
  return {
    ...{ name: FACT_NAMES[name], change },
    from: from === null ? null : <FactText name={name} text={from} side={view.from} />,
    to: to === null ? null : <FactText name={name} text={to} side={view.to} />,
  }
}

type FactProps = {
  readonly name: ComparisonView['facts'][number]['name']
  readonly text: string
  readonly side: ComparisonView['from']
}

function FactText({ name, text, side }: FactProps) {
  if (name === 'card') {
    const end = text.lastIndexOf(' git:')
    return (
      <a href={`${versionHref(side)}?tab=card`} className="text-accent hover:underline">
        <UntrustedText text={text.slice(0, end)} max={300} />{' '}
        <span data-tip={text.slice(end + 1)} className="text-text-faint">
          {text.slice(end + 5, end + 12)}
        </span>
      </a>
    )
  }
  if (name === 'size') return <ByteSize bytes={Number(text)} />
  if (name === 'hash') return <span data-tip={text}>{text.slice(0, 12)}</span>
  return <UntrustedText text={text} max={300} />
}

function capitalize(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
