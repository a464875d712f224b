import { setImmediate as nextTurn } from 'node:timers/promises'

/** The time that a computation may block the event loop before it yields, in milliseconds. */
const SLICE = 20

/** As `items.map(map)`, but yields to the event loop every 20 milliseconds. */
export async function inSlices<In, Out>(
  items: Iterable<In>,
  map: (item: In) => Out,
): Promise<Out[]> {
  const results: Out[] = []
  let started = performance.now()
  for (const item of items) {
    results.push(map(item))
    if (performance.now() - started < SLICE) continue
    await nextTurn()
    started = performance.now()
  }
  return results
}
