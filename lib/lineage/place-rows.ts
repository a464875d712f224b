import type { Item } from './graph-items'
import type { Row } from './order-rows'

/** Space between two items of a column. */
const SPACE = 16
/** Space between two long edges that pass next to each other. */
const LANE = 10
const PASSES = 8

/** Sets the heights of the items: each as near to its neighbours as the order and the space between allow. The first
 *  starts at 0. Returns the height of all. */
export function placeRows(rows: readonly Row[], nodeHeight: number): number {
  const columns = rows.map((row) => ({ row, offsets: listOffsets(row, nodeHeight) }))
  for (const { row, offsets } of columns) settle(row, offsets, () => 0)
  for (let pass = 0; pass < PASSES; pass++) {
    const isDown = pass % 2 === 0
    for (const { row, offsets } of isDown ? columns : columns.toReversed())
      settle(row, offsets, (item) => meanY(isDown ? item.up : item.down, item.y))
  }
  for (const { row, offsets } of columns) settle(row, offsets, balance)
  return moveToTop(rows, nodeHeight)
}

/** The least distance of each item from the first of its row. */
function listOffsets(row: Row, nodeHeight: number): readonly number[] {
  let offset = 0
  return row.map((item, at) => {
    const before = row[at - 1]
    if (!before) return 0
    const nodes = [before, item].filter(({ id }) => id !== null).length
    offset += nodes === 0 ? LANE : SPACE + (nodes * nodeHeight) / 2
    return offset
  })
}

/** A node goes between its neighbours. A bend stays, so that long edges stay straight. */
function balance({ id, up, down, y }: Item): number {
  return id === null ? y : meanY([...up, ...down], y)
}

type Block = { sum: number; size: number }

/** The nearest heights to the wanted ones that keep order and distances: neighbours that would overlap become one block
 *  around their mean (isotonic regression). */
function settle(row: Row, offsets: readonly number[], want: (item: Item) => number): void {
  const blocks: Block[] = []
  row.forEach((item, at) => {
    let block = { sum: want(item) - (offsets[at] ?? 0), size: 1 }
    for (let last = blocks.at(-1); last && mean(last) > mean(block); last = blocks.at(-1)) {
      block = { sum: last.sum + block.sum, size: last.size + block.size }
      blocks.pop()
    }
    blocks.push(block)
  })
  let at = 0
  for (const block of blocks) {
    for (const end = at + block.size; at < end; at++) {
      const item = row[at]
      if (item) item.y = mean(block) + (offsets[at] ?? 0)
    }
  }
}

function mean({ sum, size }: Block): number {
  return sum / size
}

function meanY(items: readonly Item[], otherwise: number): number {
  if (items.length === 0) return otherwise
  return items.reduce((sum, { y }) => sum + y, 0) / items.length
}

/** Moves everything so that it starts at 0, and to whole numbers. */
function moveToTop(rows: readonly Row[], nodeHeight: number): number {
  const items = rows.flat()
  const half = nodeHeight / 2
  const top = items.reduce((least, { y }) => Math.min(least, y), Infinity) - half
  for (const item of items) item.y = Math.round(item.y - top)
  return items.reduce((most, { y }) => Math.max(most, y), 0) + half
}
