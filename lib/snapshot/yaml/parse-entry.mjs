import { composeDocument, MAX_DEPTH } from './compose-document.mjs'
import { createLineFinder } from './line-finder.mjs'
import { Refusal } from './refusal.mjs'
import { toValue } from './to-value.mjs'

/** Characters of one document that may be given to the full parser entry by entry. */
const MAX_CHARACTERS = 1024 * 1024

const BLANK = /^ *$/

/**
 * @typedef {{ text: string, form: 'yaml' | 'typed-yaml', spent: number }} Entries A document whose entries are read.
 * @typedef {{ start: number, column: number, key: string | null, level: number }} EntryPlace
 *   Where its line starts, the column of its dash or key, the key (null for an item), how many collections it is in.
 * @typedef {{ value: unknown, lines: readonly (readonly [string, number])[], lineCount: number, end: number }} Entry
 *   Lines are those of keys below the entry, from 0; `end` is where the next line starts.
 */

/**
 * The value of one entry of a block collection by the full parser, which sees only the lines of the entry. Null where
 * that is not plainly the same as reading the whole document, as with aliases.
 *
 * @param {Entries} entries
 * @param {EntryPlace} place
 * @returns {Entry | null}
 */
export function parseEntry(entries, { start, column, key, level }) {
  const { text, form } = entries
  const { end, lineCount } = findEnd(text, start, column, key)
  entries.spent += end - start
  if (entries.spent > MAX_CHARACTERS) return null
  // The dashes of lists around this entry make way for it.
  const snippet = ' '.repeat(column) + text.slice(start + column, end)
  try {
    const root = composeDocument(snippet, MAX_DEPTH - 2 * level)
    const { value, lines } = toValue(root, {
      form,
      lineOf: createLineFinder(snippet),
      maxExpanded: 0,
    })
    const inner = Object.entries(/** @type {Record<string, unknown>} */ (value))
    const [first] = inner
    if (inner.length !== 1 || first?.[0] !== (key ?? '0')) return null
    return { value: first?.[1], lines: below(lines), lineCount, end }
  } catch (error) {
    if (error instanceof Refusal || error instanceof RangeError) return null
    throw error
  }
}

/**
 * Where the lines of an entry end: at the next one that is not indented more. The items of a list may stand in the
 * column of its key.
 *
 * @param {string} text
 * @param {number} start
 * @param {number} column
 * @param {string | null} key
 */
function findEnd(text, start, column, key) {
  let end = endOfLine(text, start) + 1
  let lineCount = 1
  while (end < text.length) {
    const line = text.slice(end, endOfLine(text, end))
    const indent = line.search(/[^ ]/)
    const isInside =
      indent > column || (key !== null && indent === column && /^ *-(?: |$)/.test(line))
    if (!isInside && !BLANK.test(line)) break
    end += line.length + 1
    lineCount += 1
  }
  return { end, lineCount }
}

/** @param {string} text @param {number} start */
export function endOfLine(text, start) {
  const end = text.indexOf('\n', start)
  return end === -1 ? text.length : end
}

/** Pointers below the entry itself, with lines from 0. @param {Record<string, number>} lines */
function below(lines) {
  return Object.entries(lines).flatMap(([pointer, line]) => {
    const at = pointer.indexOf('/', 1)
    return at === -1 ? [] : [/** @type {const} */ ([pointer.slice(at), line - 1])]
  })
}
