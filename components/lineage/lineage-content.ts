import type { GraphLayout } from '@/lib/lineage/layout-graph'
import type { LineageView } from '@/lib/views/lineage'

/** What the drawing and the list show of a pipeline. */
export type LineageContent = {
  readonly view: Pick<LineageView, 'nodes' | 'edges'>
  readonly layout: GraphLayout
}

/** The content as one text for the browser. Nodes are named by their numbers, because each id would be in it many times. */
export function formatContent({ nodes, edges }: LineageView, layout: GraphLayout): string {
  const numbers = new Map(nodes.map(({ id }, number) => [id, String(number)]))
  const numberOf = (id: string) => numbers.get(id) ?? id
  return JSON.stringify({
    view: {
      nodes: nodes.map((node) => ({ ...node, id: numberOf(node.id) })),
      edges: edges.map((edge) => ({ ...edge, from: numberOf(edge.from), to: numberOf(edge.to) })),
    },
    layout: { ...layout, nodes: layout.nodes.map((one) => ({ ...one, id: numberOf(one.id) })) },
  } satisfies LineageContent)
}

export function parseContent(content: string): LineageContent {
  return JSON.parse(content)
}
