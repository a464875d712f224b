import type { ReactNode } from 'react'
import type { ValueChange, VersionDifference } from '@/lib/registry/compare-versions'
import { MetricChange } from '../model/metric-change'
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
              <Row key={`metric ${change.name}`} change={change}>
                <MetricChange {...change} />
              </Row>
            ))}
            {params.map((change) => (
              <Row key={`param ${change.name}`} change={change} />
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

type RowProps = {
  readonly change: ValueChange
  /** By how much it changed. */
  readonly children?: ReactNode
}

function Row({ change, children }: RowProps) {
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
      <td className="w-24 ps-2 pe-3 text-end font-mono text-xs">{children}</td>
    </tr>
  )
}
