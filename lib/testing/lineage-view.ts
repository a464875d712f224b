import type { LineageEdge, LineageNode, LineageView } from '@/lib/views/lineage'

/** A fresh stage, changed as given. */
export function lineageNode(id: string, changes: Partial<LineageNode> = {}): LineageNode {
  return {
    id,
    kind: 'stage',
    label: id,
    detail: '',
    state: 'fresh',
    why: null,
    count: 1,
    staleCount: 0,
    href: null,
    facts: [],
    ...changes,
  }
}

/** A pipeline of named edges, as in `a>b b>c`, and of nodes; nodes that are not given are fresh stages. */
export function lineageView(text: string, given: readonly LineageNode[] = []): LineageView {
  const edges = text
    .split(' ')
    .filter((edge) => edge !== '')
    .map((edge): LineageEdge => {
      const [from = '', to = ''] = edge.split('>')
      return { from, to, state: 'fresh', why: null }
    })
  const known = new Set(given.map(({ id }) => id))
  const others = new Set(edges.flatMap(({ from, to }) => [from, to]).filter((id) => !known.has(id)))
  const nodes = [...given, ...[...others].map((id) => lineageNode(id))]
  return { nodes, edges, problems: [], total: nodes.length, totalLinks: edges.length }
}
