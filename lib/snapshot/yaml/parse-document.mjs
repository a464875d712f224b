import { composeDocument, MAX_DEPTH } from './compose-document.mjs'
import { createLineFinder } from './line-finder.mjs'
import { Refusal } from './refusal.mjs'
import { toValue } from './to-value.mjs'

/** Aliases may stand for this much, or for twice the text. */
const MAX_EXPANDED = 2 * 1024 * 1024

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
    const maxExpanded = Math.max(MAX_EXPANDED, 2 * bare.length)
    return toValue(composeDocument(bare, MAX_DEPTH), {
      form,
      lineOf: createLineFinder(bare),
      maxExpanded,
    })
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
