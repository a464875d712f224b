/** How long something took, in seconds: of how many, and the nearest-rank percentiles. */
export type Spread = { readonly count: number; readonly median: number; readonly p90: number }

/** Null of nothing. Of an even number, the median is the lower one of the middle. The values are finite. */
export function buildSpread(seconds: readonly number[]): Spread | null {
  const count = seconds.length
  if (count === 0) return null
  const select = openSelect(seconds)
  return { count, median: select(Math.ceil(count * 0.5)), p90: select(Math.ceil(count * 0.9)) }
}

/** Fewer values are sorted as they are. */
const FEW = 2_000
const BINS = 1_024

/** Gives the value of a rank, from 1. Values are counted in bins, and only those of one bin are sorted: most of the time of
 *  sorting all of them is saved, and no values take more. */
function openSelect(values: readonly number[]): (rank: number) => number {
  // Loops count with a number: an iterator takes several times as long.
  const column = Float64Array.from(values)
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let at = 0; at < column.length; at += 1) {
    const value = column[at] ?? 0
    if (value < low) low = value
    if (value > high) high = value
  }
  const scale = column.length < FEW || high === low ? 0 : (BINS - 1) / (high - low)
  const bins = new Uint16Array(column.length)
  const counts = new Uint32Array(BINS)
  for (let at = 0; at < column.length; at += 1) {
    const bin = Math.floor(((column[at] ?? 0) - low) * scale)
    bins[at] = bin
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  return (rank) => {
    let below = 0
    let bin = 0
    while (below + (counts[bin] ?? 0) < rank) {
      below += counts[bin] ?? 0
      bin += 1
    }
    return column.filter((_, at) => bins[at] === bin).sort()[rank - below - 1] ?? Number.NaN
  }
}
