import type { Way } from './add-bends'
import { groupConnected, type Item, type Link, type Steps } from './graph-items'
import { orderRows, type Row } from './order-rows'
import { packBoxes } from './pack-boxes'
import { placeRows } from './place-rows'

export type Size = { readonly width: number; readonly height: number }

type Input = {
  readonly items: readonly Item[]
  readonly ways: readonly Way[]
  readonly backward: readonly Link[]
  readonly node: Size
}

const MIN_GAP = 40
const MAX_GAP = 144

/** Places all items. What no link connects is laid out apart and stands beside or under the rest. Returns the size of the
 *  whole. */
export function placeParts({ items, ways, backward, node }: Input, steps: Steps): Size {
  const pairs = ways.flatMap(({ items: [...on] }) =>
    on.slice(1).flatMap((to, at) => {
      const from = on[at]
      return from ? [{ from, to }] : []
    }),
  )
  const parts = groupConnected(items, [...pairs, ...backward]).map((part) =>
    placePart(part, node, steps),
  )
  return packBoxes(parts)
}

function placePart(items: readonly Item[], node: Size, steps: Steps) {
  const rows = groupByLayer(items)
  orderRows(rows, steps)
  const height = placeRows(rows, node.height)
  let x = 0
  for (const row of rows) {
    for (const item of row) item.x = x
    const links = row.reduce((sum, { down }) => sum + down.length, 0)
    x += node.width + Math.min(MAX_GAP, MIN_GAP + links)
  }
  const width = (rows.at(-1)?.[0]?.x ?? 0) + node.width
  return { items, width, height }
}

function groupByLayer(items: readonly Item[]): readonly Row[] {
  const last = items.reduce((most, { layer }) => Math.max(most, layer), 0)
  const rows: Row[] = Array.from({ length: last + 1 }, () => [])
  for (const item of items) rows[item.layer]?.push(item)
  return rows
}
