import { composeDocument } from './compose-document.mjs'
import { Refusal } from './refusal.mjs'
import { toValue } from './to-value.mjs'

/**
 * @typedef {'yaml' | 'typed-yaml'} YamlForm
 * @typedef {{ value: unknown, lines: Record<string, number> }
 *   | { code: string, line: number | null, detail: string }} Answer
 */

/**
 * What one untrusted document says, or why it is refused. Never throws; but the `yaml` package can end
 * the whole process, which is why only the child calls this.
 *
 * @param {string} text
 * @param {YamlForm} form
 * @returns {Answer}
 */
export function parseDocument(text, form) {
  const bare = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  try {
    return toValue(composeDocument(bare), { form, lineOf: createLineFinder(bare) })
  } catch (error) {
    if (error instanceof Refusal) {
      const { code, offset, detail } = error
      return { code, line: offset === null ? null : createLineFinder(bare)(offset), detail }
    }
    if (error instanceof RangeError)
      return { code: 'yaml-too-deep', line: null, detail: 'too deep to read' }
    return { code: 'yaml-parser-crashed', line: null, detail: 'the YAML parser failed' }
  }
}

/**
 * Line (from 1) of an offset; cheap when offsets come in ascending order.
 *
 * @param {string} text
 */
function createLineFinder(text) {
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
