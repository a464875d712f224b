import type { ValueRow, VersionValues } from '@/lib/views/version-values'
import { formatVersion } from '../model/format-version'
import { buildShownNumber } from '../ui/build-shown-number'
import { Panel } from '../ui/panel'
import { scalarNumber } from '../ui/scalar-number'
import { ScalarText } from '../ui/scalar-text'
import { UntrustedText } from '../ui/untrusted-text'
import { type Chart, placePoints } from './place-points'

type Props = { readonly versions: VersionValues['versions']; readonly metric: ValueRow }

const SIZE = { width: 400, height: 150 }
/** Room for the values at the left, and for the points at the edges. */
const MARGIN = { left: 56, edge: 12, bottom: 26 }

/** One metric over the versions as a drawing, with its values in a table beside it. */
export function MetricChart({ versions, metric }: Props) {
  const values = metric.values.map((value) => scalarNumber(value ?? null))
  const chart = placePoints(values, SIZE)
  return (
    <Panel title="Metric over versions" aside={<UntrustedText text={metric.name} max={100} />}>
      <div className="grid grid-cols-1 items-start gap-4 p-4 lg:grid-cols-[minmax(0,1fr)_16rem]">
        {chart === null ? (
          <p className="text-text-soft">Fewer than two of these versions have a number here.</p>
        ) : (
          <Drawing chart={chart} versions={versions} metric={metric} />
        )}
        <table className="w-full text-xs">
          <caption className="sr-only">Values of the metric</caption>
          <thead className="sr-only">
            <tr>
              <th scope="col">Version</th>
              <th scope="col">Value</th>
            </tr>
          </thead>
          <tbody>
            {versions.map(({ version }, at) => (
              <tr key={version}>
                <th scope="row" className="py-1 text-start font-mono font-normal">
                  {formatVersion(version)}
                </th>
                <td className="py-1 text-end font-mono">
                  {metric.values[at] === undefined ? '–' : <ScalarText value={metric.values[at]} />}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

type DrawingProps = Props & { readonly chart: Chart }

function Drawing({ chart, versions, metric }: DrawingProps) {
  const { points, low, high } = chart
  const width = SIZE.width + MARGIN.left + MARGIN.edge
  const height = SIZE.height + MARGIN.edge + MARGIN.bottom
  const nameOf = (at: number) => formatVersion(versions[at]?.version ?? '')
  const [first, last] = [points[0], points.at(-1)]
  return (
    <svg
      viewBox={`${-MARGIN.left} ${-MARGIN.edge} ${width} ${height}`}
      role="img"
      aria-labelledby="metric-chart-title metric-chart-desc"
      className="w-full max-w-xl text-2xs"
    >
      <title id="metric-chart-title">{`${metric.name} over ${versions.length} versions`}</title>
      <desc id="metric-chart-desc">
        {`From ${format(low)} to ${format(high)}. The table beside it has the value of each version.`}
      </desc>
      {[0, SIZE.height].map((y) => (
        <line key={y} x1={0} x2={SIZE.width} y1={y} y2={y} stroke="var(--line-strong)" />
      ))}
      <polyline
        points={points.map(({ x, y }) => `${x},${y}`).join(' ')}
        fill="none"
        stroke="var(--accent)"
        strokeWidth={2}
      />
      {points.map(({ at, x, y }) => (
        <circle
          key={at}
          cx={x}
          cy={y}
          r={metric.best.includes(at) ? 5 : 3}
          fill="var(--accent)"
          stroke="var(--surface)"
        />
      ))}
      <g fill="var(--text-soft)" textAnchor="end">
        <text x={-8} y={4}>
          {format(high)}
        </text>
        {low === high ? null : (
          <text x={-8} y={SIZE.height + 4}>
            {format(low)}
          </text>
        )}
        <text x={SIZE.width} y={SIZE.height + 20}>
          {last ? nameOf(last.at) : ''}
        </text>
        <text x={first?.x ?? 0} y={SIZE.height + 20} textAnchor="start">
          {first ? nameOf(first.at) : ''}
        </text>
      </g>
    </svg>
  )
}

function format(value: number): string {
  return buildShownNumber(value)?.shown ?? String(value)
}
