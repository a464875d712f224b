import type { SpreadView } from '@/lib/views/insights'
import { parseVisibleText } from '../ui/visible-text'
import { formatDuration } from './format-duration'

type SpreadRow = {
  readonly name: string
  readonly fill: string
  readonly spread: SpreadView
}

type Props = {
  /** Of the page, for its id. */
  readonly id: string
  readonly title: string
  readonly rows: readonly SpreadRow[]
}

const WIDTH = 300
const ROW = 26
const MARGIN = { left: 110, edge: 10, bottom: 20 }
const MAX_NAME = 16

/** Durations as bars: thick until the median, thin until the 90th percentile. Nothing without a duration. */
export function SpreadChart({ id, title, rows }: Props) {
  const drawn = rows.flatMap(({ spread, ...row }) => (spread === null ? [] : [{ ...row, spread }]))
  if (drawn.length === 0) return null
  const top = Math.max(1, ...drawn.map(({ spread }) => spread.p90))
  const scale = (seconds: number) => Math.round((seconds / top) * WIDTH * 10) / 10
  const height = drawn.length * ROW
  return (
    <svg
      viewBox={`${-MARGIN.left} 0 ${WIDTH + MARGIN.left + MARGIN.edge} ${height + MARGIN.bottom}`}
      role="img"
      aria-labelledby={`${id}-title ${id}-desc`}
      className="insight-drawing w-full max-w-xl"
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-desc`}>
        Thick bars end at the median, thin ones at the 90th percentile. The table has the values.
      </desc>
      {[0, WIDTH / 2, WIDTH].map((x) => (
        <line key={x} x1={x} x2={x} y1={0} y2={height} stroke="var(--line)" />
      ))}
      {drawn.map(({ name, fill, spread }, at) => (
        <g key={name}>
          <text x={-8} y={at * ROW + 17} textAnchor="end">
            {shorten(name)}
          </text>
          <rect x={0} y={at * ROW + 11} width={scale(spread.p90)} height={4} fill={fill} />
          <rect x={0} y={at * ROW + 6} width={scale(spread.median)} height={14} fill={fill} />
        </g>
      ))}
      <g>
        <text x={0} y={height + 15}>
          0
        </text>
        <text x={WIDTH} y={height + 15} textAnchor="end">
          {formatDuration(top)}
        </text>
      </g>
    </svg>
  )
}

/** A drawing isolates no text: hidden characters are left out. */
function shorten(name: string): string {
  const text = parseVisibleText(name)
    .flatMap((part) => (part.kind === 'text' ? [part.text] : []))
    .join('')
  return text.length > MAX_NAME ? `${text.slice(0, MAX_NAME - 1)}…` : text
}
