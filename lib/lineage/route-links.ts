import type { Item, Link } from './graph-items'

/** The SVG path along the items of a way: from the right of the first to the left of the last, level across the columns
 *  of its bends, in curves between columns. */
export function routeWay([first, ...others]: readonly Item[], nodeWidth: number): string {
  if (!first) return ''
  let x = first.x + nodeWidth
  let y = first.y
  const parts = others.map((item) => {
    const middle = Math.round((x + item.x) / 2)
    const curve =
      y === item.y ? `H${item.x}` : `C${middle} ${y} ${middle} ${item.y} ${item.x} ${item.y}`
    x = item.id === null ? item.x + nodeWidth : item.x
    y = item.y
    return item.id === null ? `${curve}H${x}` : curve
  })
  return `M${first.x + nodeWidth} ${first.y}${parts.join('')}`
}

/** The SVG path of a link that closes a cycle: out to the right, back under the items, in from the left. */
export function routeBack({ from, to }: Link, { width, height }: Size): string {
  const start = from.x + width
  const under = Math.max(from.y, to.y) + height
  return `M${start} ${from.y}C${start + height} ${from.y} ${start + height} ${under} ${start} ${under}H${to.x}C${to.x - height} ${under} ${to.x - height} ${to.y} ${to.x} ${to.y}`
}

type Size = { readonly width: number; readonly height: number }
