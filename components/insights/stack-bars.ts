export type Bar = {
  /** The column, and the part of its stack. */
  readonly column: number
  readonly part: number
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

type Size = { readonly width: number; readonly height: number }

/** Where the parts of each column stand in a drawing of this size, one on the other, and the value at its top. */
export function stackBars(
  columns: readonly (readonly number[])[],
  { width, height }: Size,
): { readonly bars: readonly Bar[]; readonly top: number } {
  const sums = columns.map((parts) => parts.reduce((sum, part) => sum + part, 0))
  const top = roundUp(Math.max(1, ...sums))
  const step = width / columns.length
  const gap = Math.min(step * 0.25, 6)
  const bars = columns.flatMap((parts, column) => {
    let below = 0
    return parts.flatMap((value, part) => {
      if (value === 0) return []
      below += value
      const place = { x: round(column * step + gap / 2), y: round(height - (below / top) * height) }
      return [
        { column, part, ...place, width: round(step - gap), height: round((value / top) * height) },
      ]
    })
  })
  return { bars, top }
}

/** A round even number of at least this size: half of it is a good mark too. */
export function roundUp(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(value))
  const tops = [1, 1.2, 1.6, 2, 4, 6, 8, 10].map((times) => Math.round(times * unit))
  return tops.find((top) => top >= value && top % 2 === 0) ?? 10 * unit
}

function round(number: number): number {
  return Math.round(number * 10) / 10
}
