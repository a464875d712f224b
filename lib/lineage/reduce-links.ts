import { groupByFrom, type Item, type Link, type Steps } from './graph-items'

/** Leaves out the links that follow from others: A to C, where A leads to B and B to C. `sorted` has each link's start
 *  before its end. Links that are not looked at before the steps run out stay. */
export function reduceLinks(
  sorted: readonly Item[],
  links: readonly Link[],
  steps: Steps,
): readonly Link[] {
  const leaving = groupByFrom(links)
  const kept = new Map<Item, readonly Link[]>()
  for (const item of sorted.toReversed()) {
    const out = leaving.get(item)
    if (out) kept.set(item, out.length === 1 ? out : keepDirect(out, kept, steps))
  }
  return sorted.flatMap((item) => kept.get(item) ?? [])
}

/** The links of one item without those whose end another one reaches: an end in a lower layer never does. */
function keepDirect(
  links: readonly Link[],
  kept: ReadonlyMap<Item, readonly Link[]>,
  steps: Steps,
): readonly Link[] {
  const last = links.reduce((most, { to }) => Math.max(most, to.layer), 0)
  const reached = new Set<Item>()
  return links
    .toSorted((a, b) => a.to.layer - b.to.layer)
    .filter(({ to }) => {
      if (reached.has(to)) return false
      reach(to)
      return true
    })

  function reach(start: Item): void {
    const open = [start]
    for (let item = open.pop(); item && steps.taken < steps.max; item = open.pop()) {
      for (const { to } of kept.get(item) ?? []) {
        steps.taken++
        if (to.layer > last || reached.has(to)) continue
        reached.add(to)
        open.push(to)
      }
    }
  }
}
