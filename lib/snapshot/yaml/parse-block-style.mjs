import { parsePlainScalar } from './plain-scalar.mjs'

const MAX_LENGTH = 50_000 // so that the full parser's cap on tokens cannot matter
const MAX_DEPTH = 32
const LINE_LEVELS = 3

const COMMENT = /^ *#[ -~]*$/
/** Indentation, perhaps a dash, perhaps a key, perhaps a value; printable ASCII, no space at the end. */
const LINE = /^( *)(- )?(?:([A-Za-z0-9_.][A-Za-z0-9_./@+=-]{0,127}):(?: |$))?([!-~][ -~]*)?$/
const PLAIN = /^(?:[A-Za-z0-9_./~$+]|-[0-9.])/
const NOT_PLAIN = /: | #|:$/
/** A line on which a plain value goes on. */
const GOES_ON = /^[A-Za-z0-9(]/
const QUOTED = /^(?:'[^']*'|"[^"\\]*")$/

/**
 * An open collection: `open` is the key or index that still waits for its value.
 *
 * @typedef {{ kind: 'map', column: number, pointer: string, value: Record<string, unknown>, open: string | null }} OpenMap
 * @typedef {{ collection: OpenMap | OpenSeq, slot: string | number, text: string, line: number }} PlainText
 * @typedef {{ kind: 'seq', column: number, pointer: string, value: unknown[], open: number | null }} OpenSeq
 */

/**
 * Reads the block-style YAML that programs such as DVC write: ASCII, plain keys, values
 * plain (perhaps over several lines) or quoted without escapes. Null for any text beyond that, right or wrong, which the full parser
 * then judges. On what it accepts it says exactly what the full parser says, only many times faster;
 * a differential test holds it to that.
 *
 * @param {string} text
 * @param {'yaml' | 'typed-yaml'} form
 * @returns {{ value: unknown, lines: Record<string, number> } | null}
 */
export function parseBlockStyle(text, form) {
  if (text.length > MAX_LENGTH) return null
  const typed = form === 'typed-yaml'
  /** @type {Record<string, number>} */
  const lines = {}
  /** @type {(OpenMap | OpenSeq)[]} */
  const stack = []
  let root
  /** @type {PlainText | null} */
  let plain = null
  const all = text.split('\n')
  for (let index = 0; index < all.length; index += 1) {
    const line = all[index] ?? ''
    if (line === '' || COMMENT.test(line)) continue
    const match = line.endsWith(' ') ? null : LINE.exec(line)
    if (!match) return null
    const column = match[1]?.length ?? 0
    const dash = match[2]
    const key = match[3]
    const source = match[4]
    if (dash === undefined && key === undefined) {
      if (source === undefined || !continueScalar(plain, index, column, source)) return null
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
      if (stack.length <= LINE_LEVELS) lines[pointerOf(map)] = index + 1
    }
    root ??= stack[0]
    if (stack[0] !== root) return null
    if (source !== undefined) {
      const value = parseValue(source, typed)
      if (value === undefined) return null
      plain = rememberPlain(stack[stack.length - 1], source, index)
      fill(stack[stack.length - 1], value)
    }
  }
  return root ? { value: root.value, lines } : null
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
  const pointer = top ? pointerOf(top) : ''
  /** @type {OpenMap | OpenSeq} */
  const opened =
    kind === 'map'
      ? { kind, column, pointer, value: {}, open: null }
      : { kind, column, pointer, value: [], open: null }
  if (top) fill(top, opened.value)
  stack.push(opened)
  return opened
}

/**
 * The plain value that a line has set, or null when it has set another; before it is filled in.
 *
 * @param {OpenMap | OpenSeq | undefined} collection
 * @param {string} source
 * @param {number} line
 * @returns {PlainText | null}
 */
function rememberPlain(collection, source, line) {
  if (!collection || collection.open === null || !PLAIN.test(source)) return null
  return { collection, slot: collection.open, text: source, line }
}

/**
 * Adds the next line to a plain value, which folds the line break to a space; two words are text in
 * every form. False when this is not plainly so.
 *
 * @param {PlainText | null} plain
 * @param {number} line
 * @param {number} column
 * @param {string} source
 * @returns {boolean}
 */
function continueScalar(plain, line, column, source) {
  if (!plain || line !== plain.line + 1 || column <= plain.collection.column) return false
  if (!GOES_ON.test(source) || NOT_PLAIN.test(source)) return false
  plain.text += ` ${source}`
  plain.line = line
  const { collection, slot } = plain
  if (collection.kind === 'map') collection.value[slot] = plain.text
  else collection.value[Number(slot)] = plain.text
  return true
}

/** @param {OpenMap | OpenSeq | undefined} collection @param {unknown} value */
function fill(collection, value) {
  if (!collection || collection.open === null) return
  if (collection.kind === 'map') collection.value[collection.open] = value
  else collection.value[collection.open] = value
  collection.open = null
}

/** JSON pointer of the entry that is open. @param {OpenMap | OpenSeq} collection */
function pointerOf({ pointer, open }) {
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
