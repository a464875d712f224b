import type { LineageEdge, LinkState } from '@/lib/views/lineage'
import { formatPlain } from '../ui/visible-text'
import { GraphNode } from './graph-node'
import { parseContent } from './lineage-content'
import { STATES } from './node-words'

type Props = {
  /** LineageContent as JSON. */
  readonly content: string
}

/** Room for the outlines of nodes and for edges that lead back. */
const MARGIN = 24

/** What matters most is drawn last, over the rest. */
const DEPTHS = { claimed: 0, fresh: 1, unknown: 2, 'never-run': 3, stale: 4 } satisfies Record<
  LinkState,
  number
>

/** A pipeline as a drawing, from left to right. Show it with the list. */
export default function LineageDrawing({ content }: Props) {
  const { view, layout } = parseContent(content)
  // Keys go through the nodes as eyes do: column by column, from the top.
  const placed = layout.nodes.toSorted((a, b) => a.x - b.x || a.y - b.y)
  const numbers = new Map(placed.map(({ id }, number) => [id, number]))
  const nodes = new Map(view.nodes.map((node) => [node.id, node]))
  const edges = layout.edges
    .flatMap(({ index, path }) => {
      const edge = view.edges[index]
      return edge ? [{ edge, index, path }] : []
    })
    .toSorted((a, b) => DEPTHS[a.edge.state] - DEPTHS[b.edge.state])
  const width = layout.width + 2 * MARGIN
  const height = layout.height + 2 * MARGIN
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: its title would be the tip of every node
    <svg
      viewBox={`${-MARGIN} ${-MARGIN} ${width} ${height}`}
      // As wide as there is room, but neither larger than drawn nor too small to read: then it scrolls.
      style={{ width: `clamp(${Math.round(0.8 * width)}px, 100%, ${width}px)` }}
    >
      {edges.map(({ edge, index, path }) => (
        <GraphEdge
          key={index}
          edge={edge}
          path={path}
          ends={`${numbers.get(edge.from)} ${numbers.get(edge.to)}`}
        />
      ))}
      {placed.map(({ id, x, y }, number) => {
        const node = nodes.get(id)
        return node ? (
          <GraphNode key={number} node={node} number={number} at={{ x, y }} size={layout.node} />
        ) : null
      })}
    </svg>
  )
}

type EdgeProps = {
  readonly edge: LineageEdge
  readonly path: string
  /** The numbers of both nodes, for the script that follows a node. */
  readonly ends: string
}

/** An edge in the pattern of its state. One with a reason has a wide, invisible line to point at. */
function GraphEdge({ edge: { state, why }, path, ends }: EdgeProps) {
  const look = `lineage-edge is-${state}`
  if (why === null) return <path className={look} data-ends={ends} d={path} />
  return (
    <g className={look} data-ends={ends} data-tip={formatPlain(`${STATES[state].word}: ${why}`)}>
      <path className="lineage-reach" d={path} />
      <path d={path} />
    </g>
  )
}
