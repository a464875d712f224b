const NULL = /^(?:~|null|Null|NULL)?$/
const BOOLEAN = /^(?:true|True|TRUE|false|False|FALSE)$/
const NUMBER = /^[-+]?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/
const INTEGER = /^[-+]?\d+$/

/**
 * The value of a plain (unquoted) scalar in a typed document: YAML 1.2's core schema, but text wherever
 * a number would lose something a person wrote on purpose: a leading zero, base 8 or 16, digits beyond
 * 2^53, infinities, not-a-number, and numbers too large or too small for a double.
 *
 * @param {string} text
 * @returns {string | number | boolean | null}
 */
export function parsePlainScalar(text) {
  if (NULL.test(text)) return null
  if (BOOLEAN.test(text)) return text.length === 4
  if (!NUMBER.test(text)) return text
  const number = Number(text)
  if (INTEGER.test(text)) return Number.isSafeInteger(number) ? number : text
  const mantissa = text.split(/[eE]/, 1)[0] ?? ''
  const vanished = number === 0 && /[1-9]/.test(mantissa)
  return Number.isFinite(number) && !vanished ? number : text
}
