import type { GraphLayout } from '@/lib/lineage/layout-graph'
import type { LineageNode } from '@/lib/views/lineage'
import { formatPlain } from '../ui/visible-text'
import { fitText } from './fit-text'
import { formatAnchor, formatLabel, formatName, formatState, KINDS, STATES } from './node-words'

type Props = {
  readonly node: LineageNode
  readonly number: number
  readonly at: { readonly x: number; readonly y: number }
  readonly size: GraphLayout['node']
}

/** The widths of a usual letter, in pixels: of the label, and of the monospaced detail. */
const LABEL_LETTER = 7.3
const DETAIL_LETTER = 6.4
/** Where text starts, and what the mark of the state takes at the end. */
const START = 34
const MARK = 28

/** A node of the drawing: a link to its page, else to its entry in the list, which has its facts. The empty tip shows the
 *  name, with the reason. */
export function GraphNode({ node, number, at, size }: Props) {
  const props = {
    className: `lineage-node is-${node.state ?? 'plain'} is-${node.kind}`,
    transform: `translate(${at.x} ${at.y})`,
    'aria-label': formatName(node),
    'data-node': number,
    // For the search in the list.
    'data-entry': formatAnchor(node),
    'data-tip': '',
    // Keys reach the list anyway. Where there is a reason, it shows when the node has the focus.
    ...(node.href === null && node.why === null ? { tabIndex: -1 } : {}),
  }
  return (
    <a href={node.href ?? `#${formatAnchor(node)}`} {...props}>
      <NodeShape node={node} size={size} />
    </a>
  )
}

function NodeShape({ node, size }: Pick<Props, 'node' | 'size'>) {
  const { width, height } = size
  const room = (width - START - MARK) / LABEL_LETTER
  const isAlone = node.detail === '' && describeState(node) === null
  return (
    <>
      {node.kind === 'group' ? <GroupStack size={size} /> : null}
      <rect width={width} height={height} rx="8" />
      <use
        href={`/icons.svg#${KINDS[node.kind].icon}`}
        x="10"
        y={isAlone ? 14 : 7}
        width="16"
        height="16"
      />
      <text x={START} y={isAlone ? 27 : 19}>
        {fitText(formatPlain(formatLabel(node)), room, 'proportional')}
      </text>
      <NodeDetail node={node} width={width} />
      {node.state === null ? null : (
        <use
          className="lineage-mark"
          href={`/icons.svg#${STATES[node.state].icon}`}
          x={width - 24}
          y="8"
          width="14"
          height="14"
        />
      )}
    </>
  )
}

/** The second line: the state in words, then the detail. */
function NodeDetail({ node, width }: { readonly node: LineageNode; readonly width: number }) {
  const word = describeState(node)
  const letters = Math.floor((width - START - 8) / DETAIL_LETTER)
  const room = word === null ? letters : letters - word.length - 2
  return (
    <text x={START} y="35" className="lineage-detail">
      {word === null ? null : <tspan className="lineage-word">{word}</tspan>}
      {word === null || node.detail === '' ? null : '  '}
      {fitText(formatPlain(node.detail), room, 'monospaced')}
    </text>
  )
}

/** Fresh is the usual state, and has its mark alone. */
function describeState(node: LineageNode): string | null {
  return node.state === 'fresh' ? null : formatState(node)
}

/** The edges of two more cards under the card. */
function GroupStack({ size: { width, height } }: Pick<Props, 'size'>) {
  return (
    <>
      <rect className="lineage-stack" x="8" y="8" width={width - 8} height={height} rx="8" />
      <rect className="lineage-stack" x="4" y="4" width={width - 4} height={height} rx="8" />
    </>
  )
}
