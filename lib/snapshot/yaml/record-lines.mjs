/** Pointers repeat long keys; what a document can make of that is bounded. */
const MAX_LENGTH = 4 * 1024 * 1024

/** Keys below this level have no line. */
export const LINE_LEVELS = 3

/** Collects the lines of keys by JSON pointer, in the order of the document, up to a limit. */
export function recordLines() {
  /** @type {Record<string, number>} */
  const lines = {}
  let length = 0
  return {
    lines,
    /** @param {string} pointer @param {number} line */
    record: (pointer, line) => {
      length += pointer.length
      if (length <= MAX_LENGTH) lines[pointer] = line
    },
  }
}
