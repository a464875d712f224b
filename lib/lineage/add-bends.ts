import { createItem, groupByFrom, type Item, type Link } from './graph-items'

/** The items that a drawn link passes, from its start to its end. */
export type Way = { readonly link: Link; readonly items: readonly Item[] }

/** Connects the items of neighbouring layers: a link over several layers passes a bend in each layer between. Links from
 *  the same item share bends until they part. Where `max` bends are used up, a link goes straight. */
export function addBends(
  links: readonly Link[],
  max: number,
): { readonly ways: readonly Way[]; readonly bends: readonly Item[] } {
  const bends: Item[] = []
  const ways: Way[] = []
  for (const [from, leaving] of groupByFrom(links)) {
    const chain = [from]
    for (const link of leaving.toSorted((a, b) => a.to.layer - b.to.layer)) {
      const length = link.to.layer - from.layer
      while (chain.length < length && bends.length < max) {
        const bend = createItem(null, from.layer + chain.length)
        connect(chain.at(-1) ?? from, bend)
        chain.push(bend)
        bends.push(bend)
      }
      const last = chain[length - 1]
      if (last) connect(last, link.to)
      ways.push({ link, items: [...(last ? chain.slice(0, length) : [from]), link.to] })
    }
  }
  return { ways, bends }
}

function connect(upper: Item, lower: Item): void {
  upper.down.push(lower)
  lower.up.push(upper)
}
