import type { Item } from './graph-items'

type Box = { readonly items: readonly Item[]; readonly width: number; readonly height: number }

/** The least width that boxes are packed into. */
const WIDTH = 1120
const SPACE = 24

/** Moves the items of each box so that no two boxes overlap: the largest first, in lines from left to right that are no
 *  longer than the widest box. Returns the size of all. */
export function packBoxes(boxes: readonly Box[]): { width: number; height: number } {
  const room = boxes.reduce((most, { width }) => Math.max(most, width), WIDTH)
  const all = { width: 0, height: 0 }
  let [x, y] = [0, 0]
  for (const box of boxes.toSorted((a, b) => b.items.length - a.items.length)) {
    if (x > 0 && x + box.width > room) {
      x = 0
      y = all.height + SPACE
    }
    for (const item of box.items) {
      item.x += x
      item.y += y
    }
    x += box.width + SPACE
    all.width = Math.max(all.width, x - SPACE)
    all.height = Math.max(all.height, y + box.height)
  }
  return all
}
