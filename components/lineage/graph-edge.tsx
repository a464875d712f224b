import type { LineageEdge } from '@/lib/views/lineage'
import { formatPlain, STATES } from './node-words'

type Props = {
  readonly edge: LineageEdge
  readonly path: string
  /** The numbers of both nodes, for the script that follows a node. */
  readonly ends: string
}

/** An edge in the pattern of its state. One with a reason has a wide, invisible line to point at. */
export function GraphEdge({ edge: { state, why, isWeak }, path, ends }: Props) {
  const look = `lineage-edge is-${state}${isWeak ? ' is-weak' : ''}`
  if (why === null) return <path className={look} data-ends={ends} d={path} />
  return (
    <g className={look} data-ends={ends} data-tip={formatPlain(`${STATES[state].word}: ${why}`)}>
      <path className="lineage-reach" d={path} />
      <path d={path} />
    </g>
  )
}
