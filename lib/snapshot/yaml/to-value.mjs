import { isAlias, isMap, isScalar, isSeq } from 'yaml'
import { MAX_DEPTH } from './compose-document.mjs'
import { parsePlainScalar, SpelledScalar } from './plain-scalar.mjs'
import { LINE_LEVELS, recordLines } from './record-lines.mjs'
import { Refusal } from './refusal.mjs'
import { parseTaggedScalar } from './tagged-scalar.mjs'

/**
 * @typedef {import('yaml').Node | null | undefined} Node
 * @typedef {{ value: unknown, weight: number, height: number }} Anchored
 * @typedef {{ pointer: string, level: number }} Place Where a node stands; level counts from 0.
 */

/**
 * Turns a node tree into plain data. Mappings become objects without a prototype. `<<` merges as PyYAML
 * does: merged keys come first, own keys win, an earlier mapping of a list wins over a later one. In
 * form `yaml` every scalar is text. Lines are kept of keys down to three levels. Throws Refusal.
 *
 * @param {Node} root
 * @param {{ form: 'yaml' | 'typed-yaml', lineOf: (offset: number) => number, maxExpanded: number }} options
 *   `maxExpanded`: what aliases may stand for, in characters of text, and 16 for each value.
 * @returns {{ value: unknown, lines: Record<string, number> }}
 */
export function toValue(root, options) {
  const typed = options.form === 'typed-yaml'
  const recorder = recordLines()
  /** @type {Map<string, Anchored | 'open'>} */
  const anchors = new Map()
  let weight = 0
  let expanded = 0
  let deepest = 0

  /** @param {Node} node @param {Place} place @returns {unknown} */
  const convert = (node, place) => {
    if (!node) return typed ? null : ''
    if (isAlias(node)) return resolveAlias(node, place)
    const { anchor } = node
    if (!anchor) return convertBare(node, place)
    const before = { weight, deepest }
    anchors.set(anchor, 'open')
    deepest = place.level
    const value = convertBare(node, place)
    const height = deepest - place.level
    anchors.set(anchor, { value, weight: weight - before.weight, height })
    deepest = Math.max(deepest, before.deepest)
    return value
  }

  /** @param {import('yaml').Alias} node @param {Place} place */
  const resolveAlias = (node, place) => {
    const offset = offsetOf(node)
    const target = anchors.get(node.source)
    if (target === undefined) throw new Refusal('yaml-syntax', offset, 'an alias of no anchor')
    if (target === 'open')
      throw new Refusal('yaml-too-many-aliases', offset, 'an alias inside its own anchor')
    weight += target.weight
    expanded += target.weight
    if (expanded > options.maxExpanded)
      throw new Refusal('yaml-too-many-aliases', offset, 'aliases that stand for too much')
    deepest = Math.max(deepest, place.level + target.height)
    if (deepest > MAX_DEPTH) throw new Refusal('yaml-too-deep', offset, 'more than 64 levels')
    return target.value
  }

  /** @param {import('yaml').Node} node @param {Place} place */
  const convertBare = (node, place) => {
    deepest = Math.max(deepest, place.level)
    if (isScalar(node)) {
      const text = scalarText(node)
      weight += 16 + text.length
      if (node.tag) return tagged(node, text)
      return typed && node.type === 'PLAIN' ? parsePlainScalar(text) : text
    }
    if (node.tag) throw new Refusal('yaml-tag', offsetOf(node), 'a tag that does not fit its value')
    weight += 16
    if (isSeq(node)) {
      return node.items.map((item, index) =>
        convert(/** @type {Node} */ (item), inside(place, String(index))),
      )
    }
    if (isMap(node)) return convertMap(node, place)
    throw new Refusal('yaml-syntax', offsetOf(node), 'not YAML')
  }

  /** @param {import('yaml').Scalar} node @param {string} text */
  const tagged = (node, text) => {
    const value = parseTaggedScalar(node.tag ?? '', text)
    if (value === undefined)
      throw new Refusal('yaml-tag', offsetOf(node), 'a tag that does not fit its value')
    return typed ? value : text
  }

  /** @param {import('yaml').YAMLMap} map @param {Place} place */
  const convertMap = (map, place) => {
    /** @type {Map<string, unknown>} */
    const own = new Map()
    /** @type {unknown[]} */
    const merged = []
    for (const { key, value } of map.items) {
      const name = keyText(key)
      const offset = offsetOf(/** @type {Node} */ (key))
      const isMerge = name === '<<' && key.type === 'PLAIN'
      if (own.has(name) || (isMerge && merged.length > 0))
        throw new Refusal('yaml-duplicate-key', offset, 'the same key twice in one mapping')
      weight += 16 + name.length
      const at = inside(place, name)
      if (offset !== null && at.level <= LINE_LEVELS)
        recorder.record(at.pointer, options.lineOf(offset))
      const converted = convert(/** @type {Node} */ (value), at)
      if (isMerge) merged.push(...mergeSources(converted, value, offset))
      else own.set(name, converted)
    }
    return toObject(own, merged)
  }

  return { value: root ? convert(root, { pointer: '', level: 0 }) : null, lines: recorder.lines }
}

/** @param {Place} place @param {string} segment @returns {Place} */
function inside({ pointer, level }, segment) {
  if (level >= LINE_LEVELS) return { pointer, level: level + 1 }
  const escaped = segment.replaceAll('~', '~0').replaceAll('/', '~1')
  return { pointer: `${pointer}/${escaped}`, level: level + 1 }
}

/** @param {unknown} key */
function keyText(key) {
  if (isScalar(key)) return scalarText(key)
  const offset = offsetOf(/** @type {Node} */ (key))
  throw new Refusal('yaml-complex-key', offset, 'a key that is not text')
}

/** Escapes in double quotes can make what the bytes were already checked for. @param {import('yaml').Scalar} scalar */
function scalarText(scalar) {
  const text = String(scalar.value)
  if (scalar.type === 'QUOTE_DOUBLE' && /\0|\p{Surrogate}/u.test(text)) {
    const detail = 'an escape for NUL or for half a character'
    throw new Refusal('file-control-characters', offsetOf(scalar), detail)
  }
  return text
}

/** @param {unknown} value @param {unknown} node @param {number | null} offset */
function mergeSources(value, node, offset) {
  const sources = Array.isArray(value) ? value : [value]
  const wrong = sources.some(
    (source) =>
      source === null ||
      typeof source !== 'object' ||
      Array.isArray(source) ||
      source instanceof SpelledScalar,
  )
  if (wrong || !node) throw new Refusal('yaml-syntax', offset, '`<<` of something not a mapping')
  return sources
}

/** @param {Map<string, unknown>} own @param {unknown[]} merged */
function toObject(own, merged) {
  /** @type {Record<string, unknown>} */
  const object = Object.create(null)
  for (const source of merged) {
    for (const [key, value] of Object.entries(/** @type {object} */ (source))) {
      if (!(key in object)) object[key] = value
    }
  }
  for (const [key, value] of own) object[key] = value
  return object
}

/** @param {Node} node */
function offsetOf(node) {
  return node?.range?.[0] ?? null
}
