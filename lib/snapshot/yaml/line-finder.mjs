/**
 * Line (from 1) of an offset; cheap when offsets come in ascending order.
 *
 * @param {string} text
 */
export function createLineFinder(text) {
  let start = 0
  let line = 1
  /** @param {number} offset */
  return (offset) => {
    if (offset < start) {
      start = 0
      line = 1
    }
    for (;;) {
      const end = text.indexOf('\n', start)
      if (end === -1 || end >= offset) return line
      start = end + 1
      line += 1
    }
  }
}
