import type { InsightsView } from '@/lib/views/insights'
import { UntrustedText } from '../ui/untrusted-text'
import { stackBars } from './stack-bars'
import { stageFill } from './stage-fill'

type Props = Pick<InsightsView, 'stages' | 'weeks'> & {
  /** All stages in display order, which decides their colours. */
  readonly order: readonly string[]
}

const SIZE = { width: 440, height: 150 }
const MARGIN = { left: 40, edge: 10, bottom: 24 }

/** Promotions by week as bars, a part for each stage. */
export function WeekChart({ stages, weeks, order }: Props) {
  const { bars, top } = stackBars(
    weeks.map(({ promotions }) => promotions),
    SIZE,
  )
  const width = SIZE.width + MARGIN.left + MARGIN.edge
  const height = SIZE.height + MARGIN.edge + MARGIN.bottom
  const fillOf = (part: number) => stageFill(stages[part]?.stage ?? '', order)
  return (
    <figure className="flex min-w-0 flex-col gap-2">
      <svg
        viewBox={`${-MARGIN.left} ${-MARGIN.edge} ${width} ${height}`}
        role="img"
        aria-labelledby="week-chart-title week-chart-desc"
        className="insight-drawing w-full"
      >
        <title id="week-chart-title">Promotions per week</title>
        <desc id="week-chart-desc">
          {`${weeks.length} weeks. The table beside the drawing has the number of each week and stage.`}
        </desc>
        {[0, top / 2, top].map((value) => (
          <Mark key={value} value={value} y={SIZE.height - (value / top) * SIZE.height} />
        ))}
        {bars.map(({ column, part, ...box }) => (
          <rect key={`${column} ${part}`} {...box} fill={fillOf(part)} />
        ))}
        <WeekNames weeks={weeks.map(({ week }) => week)} />
      </svg>
      <figcaption className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-text-soft">
        {stages.map(({ stage }) => (
          <span key={stage} className="flex min-w-0 items-center gap-1.5">
            <svg viewBox="0 0 10 10" aria-hidden className="size-2.5 flex-none">
              <rect width="10" height="10" fill={stageFill(stage, order)} />
            </svg>
            <UntrustedText text={stage} max={40} />
          </span>
        ))}
      </figcaption>
    </figure>
  )
}

function Mark({ value, y }: { readonly value: number; readonly y: number }) {
  return (
    <>
      <line x1={0} x2={SIZE.width} y1={y} y2={y} stroke="var(--line)" />
      <text x={-8} y={y + 4} textAnchor="end">
        {value.toLocaleString('en')}
      </text>
    </>
  )
}

/** The first day of the first week and of the last one. */
function WeekNames({ weeks }: { readonly weeks: readonly string[] }) {
  const [first, last] = [weeks[0], weeks.at(-1)]
  return (
    <g>
      <text x={0} y={SIZE.height + 18}>
        {first}
      </text>
      {weeks.length < 2 ? null : (
        <text x={SIZE.width} y={SIZE.height + 18} textAnchor="end">
          {last}
        </text>
      )}
    </g>
  )
}
