import { findPlainNumber, formatPythonFloat, formatPythonInteger } from './python-number.mjs'

const NULL = /^(?:~|null|Null|NULL)?$/
const BOOLEAN = /^(?:true|True|TRUE|false|False|FALSE)$/
const MAYBE_NUMBER = /^[-+.0-9]/
const SMALL_INTEGER = /^(?:0|-?[1-9][0-9]{0,14})$/
const INTEGER = /^([-+]?)(?:0b([0-1_]+)|0x([0-9a-fA-F_]+)|0o([0-7_]+)|([0-9][0-9_]*))$/
const FLOAT =
  /^[-+]?(?:[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[0-9][0-9_]*[eE][-+]?[0-9]+|\.[0-9_]+(?:[eE][-+][0-9]+)?)$/
const INFINITE = /^([-+]?)\.(?:inf|Inf|INF)$/
const NOT_A_NUMBER = /^\.(?:nan|NaN|NAN)$/

/**
 * The key of the mapping that stands for a spelled number in JSON. No file can have it: NUL is refused among its bytes
 * and among its escapes.
 */
export const SPELLED_KEY = '\0'

/** A number whose spelling differs from JavaScript's; as JSON, a mapping that no document can contain. */
export class SpelledScalar {
  /** @param {string} number As Python prints it. @param {string} written As the document has it. */
  constructor(number, written) {
    this.number = number
    this.written = written
  }

  toJSON() {
    return { [SPELLED_KEY]: [this.number, this.written] }
  }
}

/**
 * The value of a plain (unquoted) scalar in a typed document, as ruamel.yaml types YAML 1.2: numbers with underscores
 * and in other bases are numbers, and dates and YAML 1.1's `yes` are text.
 *
 * @param {string} text
 * @returns {string | number | boolean | null | SpelledScalar}
 */
export function parsePlainScalar(text) {
  if (SMALL_INTEGER.test(text)) return Number(text)
  if (NULL.test(text)) return null
  if (BOOLEAN.test(text)) return text.length === 4
  if (!MAYBE_NUMBER.test(text)) return text
  return parseInteger(text) ?? parseFloating(text) ?? text
}

/** An integer of any base; null for anything else. @param {string} text */
export function parseInteger(text) {
  const match = INTEGER.exec(text)
  if (!match) return null
  const [, sign = '', binary, hexadecimal, octal, decimal] = match
  const digits = (binary ?? hexadecimal ?? octal ?? decimal ?? '').replaceAll('_', '')
  if (digits === '') return null
  const base = binary ? 2 : hexadecimal ? 16 : octal ? 8 : 10
  const number = formatPythonInteger(sign, digits, base)
  return number === null ? null : spell(number, text)
}

/** Infinity, not-a-number or a float; null for anything else. @param {string} text */
export function parseFloating(text) {
  const infinite = INFINITE.exec(text)
  if (infinite) return spell(infinite[1] === '-' ? '-inf' : 'inf', text)
  if (NOT_A_NUMBER.test(text)) return spell('nan', text)
  if (!FLOAT.test(text)) return null
  const digits = text.replaceAll('_', '')
  const value = /[0-9]/.test(digits) ? Number(digits) : Number.NaN
  return Number.isNaN(value) ? null : spell(formatPythonFloat(value), text)
}

/** A number that Python prints so, and the document writes so. @param {string} number @param {string} written */
export function spell(number, written) {
  return findPlainNumber(number, written) ?? new SpelledScalar(number, written)
}
