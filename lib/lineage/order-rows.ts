import type { Item, Steps } from './graph-items'

/** The items of one layer, from the top. */
export type Row = Item[]

const SWEEPS = 12

/** Orders the items of each row so that few links cross: sweeps down and up put each item at the mean place of its
 *  neighbours, and the best order stays. Stops when the steps run out. */
export function orderRows(rows: readonly Row[], steps: Steps): void {
  startInDepth(rows)
  const size = rows.flat().reduce((sum, { down }) => sum + 1 + down.length, 0)
  let best = countCrossings(rows)
  let order = rows.map((row) => [...row])
  for (let sweep = 0; sweep < SWEEPS && best > 0; sweep++) {
    if (steps.taken + 2 * size > steps.max) break
    steps.taken += 2 * size
    if (sweep % 2 === 0) for (const row of rows) sortRow(row, 'up')
    else for (const row of rows.toReversed()) sortRow(row, 'down')
    const crossings = countCrossings(rows)
    if (crossings >= best) continue
    best = crossings
    order = rows.map((row) => [...row])
  }
  for (const row of order) setPlaces(row)
  rows.forEach((row, layer) => {
    row.splice(0, row.length, ...(order[layer] ?? []))
  })
}

/** Starts with the order in which a walk along the links meets the items: what belongs together is then together. */
function startInDepth(rows: readonly Row[]): void {
  const met = new Map<Item, number>()
  const open = rows.flat().toReversed()
  for (let item = open.pop(); item; item = open.pop()) {
    if (met.has(item)) continue
    met.set(item, met.size)
    for (const next of item.down.toReversed()) if (!met.has(next)) open.push(next)
  }
  for (const row of rows) {
    row.sort((a, b) => (met.get(a) ?? 0) - (met.get(b) ?? 0))
    setPlaces(row)
  }
}

function sortRow(row: Row, side: 'up' | 'down'): void {
  const means = new Map(row.map((item) => [item, meanPlace(item[side], item.place)]))
  row.sort((a, b) => (means.get(a) ?? 0) - (means.get(b) ?? 0) || a.place - b.place)
  setPlaces(row)
}

function meanPlace(items: readonly Item[], otherwise: number): number {
  if (items.length === 0) return otherwise
  return items.reduce((sum, { place }) => sum + place, 0) / items.length
}

function setPlaces(row: Row): void {
  row.forEach((item, place) => {
    item.place = place
  })
}

/** How many pairs of links cross, in n log n: a binary indexed tree counts the ends above each end. */
function countCrossings(rows: readonly Row[]): number {
  let crossings = 0
  rows.slice(0, -1).forEach((row, layer) => {
    const counts = new Float64Array((rows[layer + 1]?.length ?? 0) + 1)
    let total = 0
    for (const { down } of row) {
      const ends = down.map(({ place }) => place)
      for (const end of ends) crossings += total - countUpTo(counts, end + 1)
      for (const end of ends) addAt(counts, end + 1)
      total += ends.length
    }
  })
  return crossings
}

function countUpTo(counts: Float64Array, index: number): number {
  let sum = 0
  for (let at = index; at > 0; at -= at & -at) sum += counts[at] ?? 0
  return sum
}

function addAt(counts: Float64Array, index: number): void {
  for (let at = index; at < counts.length; at += at & -at) counts[at] = (counts[at] ?? 0) + 1
}
