type ChartPoint = { readonly at: number; readonly x: number; readonly y: number }

export type Chart = {
  readonly points: readonly ChartPoint[]
  /** The lowest and the highest value. */
  readonly low: number
  readonly high: number
}

type Size = { readonly width: number; readonly height: number }

/** Where the values stand in a drawing of this size, from left to right; what is no finite number has no point. Null where
 *  fewer than two have one. */
export function placePoints(
  values: readonly (number | null)[],
  { width, height }: Size,
): Chart | null {
  const known = values.flatMap((value, at) =>
    value !== null && Number.isFinite(value) ? [{ at, value }] : [],
  )
  if (known.length < 2) return null
  const numbers = known.map(({ value }) => value)
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)]
  // Halves: the difference of two finite numbers can be infinite.
  const half = high / 2 - low / 2
  const points = known.map(({ at, value }) => {
    const share = half === 0 ? 0.5 : (value / 2 - low / 2) / half
    return {
      at,
      x: round((at / (values.length - 1)) * width),
      y: round((1 - share) * height),
    }
  })
  return { points, low, high }
}

function round(number: number): number {
  return Math.round(number * 10) / 10
}
