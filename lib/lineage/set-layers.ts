import { groupByFrom, type Item, type Link } from './graph-items'

type Split = { readonly forward: readonly Link[]; readonly backward: readonly Link[] }

/** Splits links so that the forward ones have no cycle: a link back to an item on the way to it is a backward one. The
 *  way starts at the items in their order, so that the same graph is always split alike. */
export function splitCycles(items: readonly Item[], links: readonly Link[]): Split {
  const leaving = groupByFrom(links)
  const backward = new Set<Link>()
  const onWay = new Set<Item>()
  const seen = new Set<Item>()
  for (const start of items) {
    if (seen.has(start)) continue
    const way = [enter(start)]
    for (let step = way.at(-1); step; step = way.at(-1)) {
      const link = step.links[step.next++]
      if (!link) {
        onWay.delete(step.item)
        way.pop()
      } else if (onWay.has(link.to)) backward.add(link)
      else if (!seen.has(link.to)) way.push(enter(link.to))
    }
  }
  return { forward: links.filter((link) => !backward.has(link)), backward: [...backward] }

  function enter(item: Item) {
    seen.add(item)
    onWay.add(item)
    return { item, links: leaving.get(item) ?? [], next: 0 }
  }
}

/** Sets the layer of each item to the length of the longest way to it. An item that more links leave than enter then
 *  moves as far down as it can, next to what uses it. Returns the items with each link's start before its end. */
export function setLayers(items: readonly Item[], links: readonly Link[]): readonly Item[] {
  const leaving = groupByFrom(links)
  const entering = new Map<Item, number>()
  for (const { to } of links) entering.set(to, (entering.get(to) ?? 0) + 1)
  const sorted = items.filter((item) => !entering.has(item))
  const waiting = new Map(entering)
  for (const item of sorted) {
    for (const { to } of leaving.get(item) ?? []) {
      to.layer = Math.max(to.layer, item.layer + 1)
      const left = (waiting.get(to) ?? 0) - 1
      waiting.set(to, left)
      if (left === 0) sorted.push(to)
    }
  }
  for (const item of sorted.toReversed()) {
    const out = leaving.get(item) ?? []
    if (out.length > (entering.get(item) ?? 0))
      item.layer = out.reduce((least, { to }) => Math.min(least, to.layer), Infinity) - 1
  }
  return sorted
}
