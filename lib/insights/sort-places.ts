/** The places of a column of whole numbers, and Infinity, in the order of their values, equal ones in that of their places. */
export function sortPlaces(column: Float64Array): Uint32Array {
  const count = column.length
  let [low, high] = [0, 0]
  for (let at = 0; at < count; at += 1) {
    const value = column[at] ?? 0
    if (value < low || at === 0) low = value
    if (value > high && value !== Number.POSITIVE_INFINITY) high = value
  }
  const span = high - low + 2
  if (!Number.isSafeInteger(span * count)) return sortWide(column)
  // A number says both the value and the place: numbers are sorted ten times as fast as by a function.
  const keys = Float64Array.from(column, (value, at) => {
    const step = value === Number.POSITIVE_INFINITY ? span - 1 : value - low
    return step * count + at
  }).sort()
  return Uint32Array.from(keys, (key) => key % count)
}

function sortWide(column: Float64Array): Uint32Array {
  const read = (place: number) => column[place] ?? 0
  const places = Uint32Array.from(column.keys())
  return places.sort((a, b) => (read(a) === read(b) ? a - b : read(a) < read(b) ? -1 : 1))
}
