import type { LineageEdge, LineageNode } from '@/lib/views/lineage'
import { addBends, type Way } from './add-bends'
import { type Item, type Link, listItems, type Steps } from './graph-items'
import { placeParts, type Size } from './place-parts'
import { reduceLinks } from './reduce-links'
import { routeBack, routeWay } from './route-links'
import { setLayers, splitCycles } from './set-layers'

type Graph = {
  readonly nodes: readonly Pick<LineageNode, 'id'>[]
  readonly edges: readonly Pick<LineageEdge, 'from' | 'to'>[]
}

export type GraphLayout = Size & {
  readonly node: Size
  /** In the order of the ids. */
  readonly nodes: readonly PlacedNode[]
  readonly edges: readonly DrawnEdge[]
}

/** `x` and `y`: the left upper corner. */
type PlacedNode = {
  readonly id: string
  readonly layer: number
  readonly x: number
  readonly y: number
}

type DrawnEdge = {
  /** Its place in the edges of the graph. */
  readonly index: number
  /** The data of an SVG path. */
  readonly path: string
  /** It closes a cycle: its end is in an earlier layer than its start. */
  readonly isBackward: boolean
}

const NODE: Size = { width: 192, height: 44 }
const MAX_STEPS = 500_000
const MAX_BENDS = 10_000

/** Columns from left to right, upstream first. Every graph gets a layout; the same nodes and edges get the same one, in
 *  whatever order they come. Edges that follow from others are not drawn. `steps` counts the work
 *  that may grow faster than the graph; what only makes the drawing nicer ends with it. */
export function layoutGraph(
  graph: Graph,
  node: Size = NODE,
  steps: Steps = { taken: 0, max: MAX_STEPS },
): GraphLayout {
  const { items, links } = listItems(graph)
  const { forward, backward } = splitCycles(items, links)
  const sorted = setLayers(items, forward)
  const { ways, bends } = addBends(reduceLinks(sorted, forward, steps), MAX_BENDS)
  const size = placeParts({ items: [...items, ...bends], ways, backward, node }, steps)
  return {
    ...size,
    node,
    nodes: items.flatMap((item) => placeNode(item, node)),
    edges: [
      ...ways.map((way) => drawWay(way, node)),
      ...backward.map((link) => drawBack(link, node)),
    ],
  }
}

function placeNode({ id, layer, x, y }: Item, { height }: Size): readonly PlacedNode[] {
  return id === null ? [] : [{ id, layer, x, y: y - height / 2 }]
}

function drawWay({ link: { index }, items }: Way, { width }: Size): DrawnEdge {
  return { index, path: routeWay(items, width), isBackward: false }
}

function drawBack(link: Link, node: Size): DrawnEdge {
  return { index: link.index, path: routeBack(link, node), isBackward: true }
}
