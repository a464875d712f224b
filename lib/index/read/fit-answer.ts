/** Bytes of JSON that the items of one answer have at most; with all else an answer is below 2 MB. */
const ANSWER_BYTES = 1_500_000

/** The first items that fit into an answer together, and one in any case. */
export function takeFitting<Item>(items: readonly Item[]): readonly Item[] {
  if (boundOf(items) <= ANSWER_BYTES) return items
  let bytes = 0
  for (const [index, item] of items.entries()) {
    bytes += sizeOf(item)
    if (bytes > ANSWER_BYTES && index > 0) return items.slice(0, index)
  }
  return items
}

/** The items where they fit into an answer together; else those that take more than their share are shortened. */
export function shortenToFit<Item>(
  items: readonly Item[],
  shorten: (item: Item) => Item,
): readonly Item[] {
  if (boundOf(items) <= ANSWER_BYTES) return items
  const sizes = items.map(sizeOf)
  if (sizes.reduce((sum, size) => sum + size, 0) <= ANSWER_BYTES) return items
  const share = ANSWER_BYTES / items.length
  return items.map((item, index) => ((sizes[index] ?? 0) > share ? shorten(item) : item))
}

function sizeOf(item: unknown): number {
  return Buffer.byteLength(JSON.stringify(item))
}

/** Bytes that the JSON of a value has at most: a character takes up to six, a number up to 24. Takes a fifth of the time
 *  of making the JSON. */
export function boundOf(value: unknown): number {
  if (typeof value === 'string') return 6 * value.length + 2
  if (typeof value !== 'object' || value === null) return 24
  if (Array.isArray(value)) return value.reduce((sum, one) => sum + boundOf(one) + 1, 2)
  let bound = 2
  for (const [key, one] of Object.entries(value)) bound += boundOf(key) + boundOf(one) + 2
  return bound
}
