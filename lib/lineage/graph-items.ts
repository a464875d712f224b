/** An item of a column of the drawing: a node, or a bend of a long edge between nodes. */
export type Item = {
  /** The id of the node; null for a bend. */
  readonly id: string | null
  readonly up: Item[]
  readonly down: Item[]
  layer: number
  /** The place in the layer, from the top. */
  place: number
  /** The left end. */
  x: number
  /** The vertical middle. */
  y: number
}

/** An edge between two items; `index` is its place in the given edges. */
export type Link = { readonly from: Item; readonly to: Item; readonly index: number }

type Graph = {
  readonly nodes: readonly { readonly id: string }[]
  readonly edges: readonly { readonly from: string; readonly to: string }[]
}

/** Counts work, so that tests can hold it down and a part that may be left out can stop. */
export type Steps = { taken: number; readonly max: number }

export function createItem(id: string | null, layer: number): Item {
  return { id, layer, up: [], down: [], place: 0, x: 0, y: 0 }
}

/** The items of the nodes, and the links that can be drawn: no self edge, no second edge between two nodes, none to an
 *  unknown node. Both are in the order of the ids, whatever the order of the graph. */
export function listItems({ nodes, edges }: Graph): { items: Item[]; links: Link[] } {
  const ids = [...new Set(nodes.map(({ id }) => id))].sort(compareText)
  const byId = new Map(ids.map((id) => [id, createItem(id, 0)]))
  const items = [...byId.values()]
  items.forEach((item, place) => {
    item.place = place
  })
  const links = edges.flatMap((edge, index) => {
    const [from, to] = [byId.get(edge.from), byId.get(edge.to)]
    return from && to && from !== to ? [{ from, to, index }] : []
  })
  links.sort((a, b) => a.from.place - b.from.place || a.to.place - b.to.place || a.index - b.index)
  const isNew = ({ from, to }: Link, at: number) =>
    from !== links[at - 1]?.from || to !== links[at - 1]?.to
  return { items, links: links.filter(isNew) }
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Links by the item they leave. */
export function groupByFrom(links: readonly Link[]): ReadonlyMap<Item, readonly Link[]> {
  const groups = new Map<Item, Link[]>()
  for (const link of links) {
    const group = groups.get(link.from)
    if (group) group.push(link)
    else groups.set(link.from, [link])
  }
  return groups
}

/** Splits items into those that pairs connect, in any direction. Groups and their items keep the order of the items. */
export function groupConnected(
  items: readonly Item[],
  pairs: readonly Pick<Link, 'from' | 'to'>[],
): readonly (readonly Item[])[] {
  const parents = new Map<Item, Item>()
  const findRoot = (item: Item): Item => {
    let at = item
    for (let up = parents.get(at); up; up = parents.get(at)) {
      const above = parents.get(up)
      if (above) parents.set(at, above)
      at = up
    }
    return at
  }
  for (const { from, to } of pairs) {
    const [a, b] = [findRoot(from), findRoot(to)]
    if (a !== b) parents.set(a, b)
  }
  const groups = new Map<Item, Item[]>()
  for (const item of items) {
    const root = findRoot(item)
    const group = groups.get(root)
    if (group) group.push(item)
    else groups.set(root, [item])
  }
  return [...groups.values()]
}
