import { parseFloating, parseInteger, spell } from './plain-scalar.mjs'
import { formatPythonFloat } from './python-number.mjs'

const PREFIX = 'tag:yaml.org,2002:'
/** What Python's `float` reads, besides the words of YAML. */
const FLOAT = /^[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?$/
const YES = /^(?:yes|true|on)$/i
const NO = /^(?:no|false|off)$/i

/**
 * The value of a scalar with a tag, in quotes or not, as ruamel.yaml constructs it; undefined where the tag does not
 * fit or has no meaning here.
 *
 * @param {string} tag Resolved.
 * @param {string} text
 * @returns {string | number | boolean | null | undefined | import('./plain-scalar.mjs').SpelledScalar}
 */
export function parseTaggedScalar(tag, text) {
  if (!tag.startsWith(PREFIX)) return undefined
  switch (tag.slice(PREFIX.length)) {
    case 'str':
      return text
    case 'null':
      return null
    case 'bool':
      return YES.test(text) ? true : NO.test(text) ? false : undefined
    case 'int':
      return parseInteger(text) ?? undefined
    case 'float':
      return parseTaggedFloat(text)
    default:
      return undefined
  }
}

/** @param {string} text */
function parseTaggedFloat(text) {
  const digits = text.replaceAll('_', '')
  if (FLOAT.test(digits)) return spell(formatPythonFloat(Number(digits)), text)
  return parseFloating(text) ?? undefined
}
