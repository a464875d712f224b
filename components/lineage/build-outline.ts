import type { LineageEdge, LineageNode, LineageView } from '@/lib/views/lineage'

/** A node at its place in the list, with what it depends on. */
export type Entry = Step & {
  readonly entries: readonly Entry[]
  /** What it depends on as well, and what has its place elsewhere in the list. */
  readonly repeats: readonly Step[]
}

/** A node, and the edge from it to the one that it stands under; null at the top. */
export type Step = { readonly node: LineageNode; readonly edge: LineageEdge | null }

type Graph = Pick<LineageView, 'nodes' | 'edges'>

type OpenEntry = Step & { readonly entries: OpenEntry[]; readonly repeats: Step[] }
type Waiting = Step & {
  readonly under: OpenEntry | null
  readonly list: OpenEntry[]
  readonly depth: number
}

/** How deep entries are nested; what is deeper stands in the same list as what it is under. */
const MAX_DEPTH = 8

/** The graph as an indented list: what nothing depends on at the top, what it depends on under it. Each node has one
 *  place. After that come cycles that lead nowhere, then nodes without edges. */
export function buildOutline({ nodes, edges }: Graph): readonly Entry[] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const known = edges.filter(({ from, to }) => from !== to && byId.has(from) && byId.has(to))
  const upstream = groupByEnd(known)
  const used = new Set(known.map(({ from }) => from))
  const sinks = nodes.filter(({ id }) => !used.has(id) && upstream.has(id))
  const placed = new Set<string>()
  const list: OpenEntry[] = []
  const alone = nodes.filter(({ id }) => !used.has(id) && !upstream.has(id))
  const inCycles = nodes.filter(({ id }) => used.has(id))
  for (const node of [...sinks, ...inCycles, ...alone]) if (!placed.has(node.id)) place(node)
  return list

  function place(sink: LineageNode): void {
    const waiting: Waiting[] = [{ node: sink, edge: null, under: null, list, depth: 1 }]
    for (let at = waiting.pop(); at; at = waiting.pop()) {
      const { node, edge, under, depth } = at
      if (placed.has(node.id)) {
        under?.repeats.push({ node, edge })
        continue
      }
      placed.add(node.id)
      const entry: OpenEntry = { node, edge, entries: [], repeats: [] }
      at.list.push(entry)
      const into = depth < MAX_DEPTH ? { list: entry.entries, depth: depth + 1 } : at
      for (const next of listUpstream(node.id).toReversed())
        waiting.push({ ...next, under: entry, list: into.list, depth: into.depth })
    }
  }

  /** Without second edges between the same nodes. */
  function listUpstream(id: string): readonly { node: LineageNode; edge: LineageEdge }[] {
    const steps = new Map<string, { node: LineageNode; edge: LineageEdge }>()
    for (const edge of upstream.get(id) ?? []) {
      const node = byId.get(edge.from)
      if (node && !steps.has(node.id)) steps.set(node.id, { node, edge })
    }
    return [...steps.values()]
  }
}

function groupByEnd(edges: readonly LineageEdge[]): ReadonlyMap<string, readonly LineageEdge[]> {
  const groups = new Map<string, LineageEdge[]>()
  for (const edge of edges) {
    const group = groups.get(edge.to)
    if (group) group.push(edge)
    else groups.set(edge.to, [edge])
  }
  return groups
}
