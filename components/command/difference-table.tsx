import type { ValueChange, VersionDifference } from '@/lib/registry/compare-versions'
import { metricDirection } from '../model/metric-direction'
import { scalarNumber } from '../ui/scalar-number'
import { ScalarText } from '../ui/scalar-text'
import { UntrustedText } from '../ui/untrusted-text'

/** The differences between two versions: metrics with their direction, params, and the model file. */
export function DifferenceTable({ difference }: { readonly difference: VersionDifference }) {
  const { metrics, params, unlisted, content } = difference
  if (metrics.length === 0 && params.length === 0 && content === null) {
    return <p className="text-text-soft">All known metrics and params are the same.</p>
  }
  return (
    <>
      {metrics.length > 0 || params.length > 0 ? (
        <table className="w-full border-separate border-spacing-0 rounded-lg border border-line">
          <thead className="sr-only">
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Before</th>
              <th scope="col">After</th>
              <th scope="col">Change</th>
            </tr>
          </thead>
          <tbody className="[&>tr:not(:last-child)>*]:border-b [&>tr>*]:border-line">
            {metrics.map((change) => (
              <Row key={`metric ${change.name}`} change={change} kind="metric" />
            ))}
            {params.map((change) => (
              <Row key={`param ${change.name}`} change={change} kind="param" />
            ))}
          </tbody>
        </table>
      ) : null}
      <p className="mt-2 text-text-soft">
        {unlisted > 0 ? `${unlisted.toLocaleString('en')} more metrics and params differ. ` : null}
        {content ? 'The model file is different.' : 'The model file is the same or not known.'}
      </p>
    </>
  )
}

type RowProps = { readonly change: ValueChange; readonly kind: 'metric' | 'param' }

function Row({ change, kind }: RowProps) {
  const { name, before, after } = change
  return (
    <tr>
      <th scope="row" className="h-8 ps-3 pe-2 text-start font-normal text-text-soft break-all">
        <UntrustedText text={name} />
      </th>
      <td className="px-2 text-end font-mono text-xs text-text-soft">
        {before === null ? '–' : <ScalarText value={before} />}
      </td>
      <td className="px-2 text-end font-mono text-xs">
        {after === null ? '–' : <ScalarText value={after} />}
      </td>
      <td className="w-24 ps-2 pe-3 text-end font-mono text-xs">
        {kind === 'metric' ? <MetricChange change={change} /> : null}
      </td>
    </tr>
  )
}

function MetricChange({ change }: { readonly change: ValueChange }) {
  const { name } = change
  const [before, after] = [scalarNumber(change.before), scalarNumber(change.after)]
  if (before === null || after === null) return null
  const by = after - before
  if (!Number.isFinite(by)) return null
  if (by === 0) return <span className="text-text-faint">same</span>
  const direction = metricDirection(name)
  const better = direction === null ? null : direction === 'higher' ? by > 0 : by < 0
  const tone = better === null ? 'text-text-soft' : better ? 'text-ok' : 'text-danger'
  return (
    <span className={tone}>
      {by > 0 ? '+' : '−'}
      <ScalarText value={Number(Math.abs(by).toPrecision(4))} />
      {better === null ? null : <span className="sr-only">{better ? ' better' : ' worse'}</span>}
    </span>
  )
}
