import { endOfLine, parseEntry } from './parse-entry.mjs'
import { parsePlainScalar } from './plain-scalar.mjs'
import { LINE_LEVELS, recordLines } from './record-lines.mjs'

/** What the full parser reads whole in little time. */
export const SMALL_LENGTH = 50_000
const MAX_DEPTH = 32
/** A file of 8 MiB that DVC writes has half as many. */
const MAX_LINES = 500_000

const COMMENT = /^ *#[ -~]*$/
/** Indentation, perhaps a dash, perhaps a key, perhaps a value; printable ASCII, no space at the end. */
const LINE = /^( *)(- )?(?:([A-Za-z0-9_.][A-Za-z0-9_./@+=-]{0,127}):(?: |$))?([!-~][ -~]*)?$/
/** The same in a large document, with any value. */
const ODD_LINE = /^( *)(- )?(?:([A-Za-z0-9_.][A-Za-z0-9_./@+=-]{0,127}):(?: +|$))?([^ \t].*)?$/
const NOTHING = /^ *(?:#.*)?$/
const PLAIN = /^(?:[A-Za-z0-9_./~$+]|-[0-9.])/
const NOT_PLAIN = /: | #|:$/
/** A line on which a plain value goes on. */
const GOES_ON = /^[A-Za-z0-9(]/
const QUOTED = /^(?:'[^']*'|"[^"\\]*")$/

/**
 * An open collection: `open` is the key or index that still waits for its value.
 *
 * @typedef {{ kind: 'map', column: number, pointer: string, value: Record<string, unknown>, open: string | null }} OpenMap
 * @typedef {{ kind: 'seq', column: number, pointer: string, value: unknown[], open: number | null }} OpenSeq
 * @typedef {{ indent: string, dash: string | undefined, key: string | undefined, source: string | undefined, isOdd: boolean }} Line
 * @typedef {{ start: number, number: number, level: number, collection: OpenMap | OpenSeq, slot: string | number }} Place
 *   Where an entry is: its first line and the collection that it belongs to.
 * @typedef {Place & { text: string, last: number }} PlainText
 */

/**
 * Reads the block-style YAML that programs such as DVC write: ASCII, plain keys, values plain (perhaps over several
 * lines) or quoted without escapes. Null for any text beyond that, right or wrong, which the full parser then judges.
 * In a document that is large for the full parser, only the entries beyond that are given to it, one by one. On what
 * this accepts it says exactly what the full parser says, only many times faster; a differential test holds it to that.
 *
 * @param {string} document
 * @param {'yaml' | 'typed-yaml'} form
 * @returns {{ value: unknown, lines: Record<string, number> } | null}
 */
export function parseBlockStyle(document, form) {
  const isLarge = document.length > SMALL_LENGTH
  const text = isLarge ? document.replaceAll('\r\n', '\n') : document
  const typed = form === 'typed-yaml'
  const entries = { text, form, spent: 0 }
  const recorder = recordLines()
  /** @type {(OpenMap | OpenSeq)[]} */
  const stack = []
  let root
  /** @type {PlainText | null} */
  let plain = null
  let next = 0
  let number = 0

  /** Gives an entry to the full parser. @param {Place | null} place */
  const delegate = (place) => {
    const entry = isLarge && place ? readEntry(entries, place) : null
    if (!entry || !place) return false
    const pointer = pointerOf(place.collection.pointer, place.slot)
    for (const [below, line] of entry.lines) {
      const level = place.level + below.split('/').length - 1
      if (level <= LINE_LEVELS) recorder.record(pointer + below, place.number + line)
    }
    put(place, entry.value)
    plain = null
    next = entry.end
    number = place.number + entry.lineCount - 1
    return true
  }

  while (next <= text.length) {
    const start = next
    const end = endOfLine(text, start)
    next = end + 1
    number += 1
    if (number > MAX_LINES) return null
    const content = text.slice(start, end)
    if (content === '' || isComment(content, isLarge)) continue
    const line = matchLine(content, isLarge)
    if (!line) return null
    const column = line.indent.length
    const { dash, key, source } = line
    if (dash === undefined && key === undefined) {
      if (!continueScalar(plain, number, line) && !delegate(justBefore(plain, number))) return null
      continue
    }
    if (dash !== undefined) {
      const seq = enter(stack, 'seq', column)
      if (seq?.kind !== 'seq') return null
      seq.open = seq.value.push(typed ? null : '') - 1
    }
    if (key !== undefined) {
      const map = enter(stack, 'map', dash === undefined ? column : column + 2)
      if (map?.kind !== 'map' || Object.hasOwn(map.value, key) || key === '__proto__') return null
      map.value[key] = typed ? null : ''
      map.open = key
      if (stack.length <= LINE_LEVELS) recorder.record(pointerOf(map.pointer, key), number)
    }
    root ??= stack[0]
    if (stack[0] !== root) return null
    const collection = stack[stack.length - 1]
    if (source === undefined || !collection || collection.open === null) continue
    const slot = collection.open
    const value = line.isOdd ? undefined : parseValue(source, typed)
    collection.open = null
    // Literals with the same keys: one put together from another by spreading takes many times as long.
    const place = {
      start,
      number,
      level: stack.length,
      collection,
      slot,
      text: source,
      last: number,
    }
    if (value === undefined) {
      if (!delegate(place)) return null
      continue
    }
    plain = PLAIN.test(source) ? place : null
    put(place, value)
  }
  return root ? { value: root.value, lines: recorder.lines } : null
}

/** @param {string} content @param {boolean} isLarge */
function isComment(content, isLarge) {
  if (isLarge) return NOTHING.test(content)
  return content.includes('#') && COMMENT.test(content)
}

/** @param {string} content @param {boolean} isLarge @returns {Line | null} */
function matchLine(content, isLarge) {
  const plain = content.endsWith(' ') ? null : LINE.exec(content)
  const starts = (plain?.[2] ?? plain?.[3]) !== undefined
  const odd = isLarge && !starts ? ODD_LINE.exec(content) : null
  // Without a dash and a key, the line goes on with a plain value, or its key is followed by more spaces.
  const match = odd && (!plain || odd[3] !== undefined) ? odd : plain
  if (!match) return null
  const [, indent = '', dash, key, source] = match
  return { indent, dash, key, source, isOdd: match === odd }
}

/**
 * The collection of a kind that an entry at a column belongs to: one already open, or a new one where
 * the innermost open entry waits for its value. Null when this is not plainly so.
 *
 * @param {(OpenMap | OpenSeq)[]} stack
 * @param {'map' | 'seq'} kind
 * @param {number} column
 * @returns {OpenMap | OpenSeq | null}
 */
function enter(stack, kind, column) {
  let top = stack[stack.length - 1]
  while (
    top &&
    (top.column > column || (top.column === column && top.kind === 'seq' && kind === 'map'))
  ) {
    stack.pop()
    top = stack[stack.length - 1]
  }
  if (top?.column === column && top.kind === kind) return top
  if (stack.length >= MAX_DEPTH) return null
  if (top && top.open === null) return null
  const pointer = top && top.open !== null ? pointerOf(top.pointer, top.open) : ''
  /** @type {OpenMap | OpenSeq} */
  const opened =
    kind === 'map'
      ? { kind, column, pointer, value: {}, open: null }
      : { kind, column, pointer, value: [], open: null }
  if (top && top.open !== null) {
    put({ collection: top, slot: top.open }, opened.value)
    top.open = null
  }
  stack.push(opened)
  return opened
}

/**
 * Adds the next line to a plain value, which folds the line break to a space; two words are text in
 * every form. False when this is not plainly so.
 *
 * @param {PlainText | null} plain
 * @param {number} number
 * @param {Line} line
 * @returns {boolean}
 */
function continueScalar(plain, number, { indent, source, isOdd }) {
  if (!plain || isOdd || source === undefined) return false
  if (number !== plain.last + 1 || indent.length <= plain.collection.column) return false
  if (!GOES_ON.test(source) || NOT_PLAIN.test(source)) return false
  plain.text += ` ${source}`
  plain.last = number
  put(plain, plain.text)
  return true
}

/** The plain value that the line before belongs to. @param {PlainText | null} plain @param {number} number */
function justBefore(plain, number) {
  return plain?.last === number - 1 ? plain : null
}

/** @param {import('./parse-entry.mjs').Entries} entries @param {Place} place */
function readEntry(entries, { start, level, collection, slot }) {
  const { kind, column } = collection
  return parseEntry(entries, { start, level, column, key: kind === 'map' ? String(slot) : null })
}

/** @param {Pick<Place, 'collection' | 'slot'>} place @param {unknown} value */
function put({ collection, slot }, value) {
  if (collection.kind === 'map') collection.value[slot] = value
  else collection.value[Number(slot)] = value
}

/** @param {string} pointer @param {string | number} open */
function pointerOf(pointer, open) {
  if (typeof open !== 'string' || !open.includes('/')) return `${pointer}/${open}`
  return `${pointer}/${open.replaceAll('/', '~1')}`
}

/** Undefined where the full parser must judge. @param {string} source @param {boolean} typed */
function parseValue(source, typed) {
  if (QUOTED.test(source)) return source.slice(1, -1)
  if (source === '[]') return []
  if (source === '{}') return {}
  if (!PLAIN.test(source) || NOT_PLAIN.test(source)) return undefined
  return typed ? parsePlainScalar(source) : source
}
