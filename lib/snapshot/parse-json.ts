import { formatSpelled, restoreSpelled } from './spelled-number'
import { type DataValue, type FileProblemCode, SpelledNumber } from './types'
import { SpelledScalar } from './yaml/plain-scalar.mjs'
import { findPlainNumber, formatPythonFloat, formatPythonInteger } from './yaml/python-number.mjs'

/** What a parser of a file's text says. */
export type ParseResult =
  | { readonly kind: 'data'; readonly value: DataValue }
  | {
      readonly kind: 'problem'
      readonly code: FileProblemCode
      readonly line: number | null
      readonly detail: string
    }

const MAX_DEPTH = 64
/** A string. An unterminated string extends to the end of the text, so that no scan starts again inside it. */
const STRING = '"[^"\\\\]*(?:\\\\[^][^"\\\\]*)*(?:"|\\\\?$)'
const BRACKETS = new RegExp(`${STRING}|[[{\\]}]`, 'g')
/** Strings are matched only to skip them. */
const NUMBERS = new RegExp(`${STRING}|-?\\b(?:NaN|Infinity)\\b|-?\\d[\\d.eE+-]*`, 'g')
/** What a number must have for Python to print it unlike JavaScript, or unlike the file. */
const SUSPECT_NUMBER = /NaN|Infinity|\d{16}|\d[eE]|\.\d*0(?!\d)|\b0\.0000|-0(?!\.)/
const INTEGER = /^(-?)(0|[1-9]\d*)$/
const FLOAT = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/
const WORDS: Readonly<Record<string, string>> = {
  NaN: 'nan',
  Infinity: 'inf',
  '-Infinity': '-inf',
}
/** The one escape for NUL. What stands before its backslash are escaped backslashes. */
const NUL_ESCAPE = /(?<!\\)(?:\\\\)*\\u0000/

/**
 * Parses JSON as Python's `json` does, which reads NaN and Infinity too. Numbers that JavaScript would print differently
 * keep their spelling.
 */
export function parseJson(text: string): ParseResult {
  const bare = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  const tooDeep = findTooDeep(bare)
  if (tooDeep !== null) {
    const line = lineAt(bare, tooDeep)
    return { kind: 'problem', code: 'json-too-deep', line, detail: 'more than 64 levels' }
  }
  // Only an escape can produce a character that was not among the bytes, so only escapes are checked.
  const hasEscape = bare.includes('\\u')
  if (hasEscape && NUL_ESCAPE.test(bare)) return refuseEscape()
  const json = SUSPECT_NUMBER.test(bare) ? bare.replaceAll(NUMBERS, spellNumber) : bare
  try {
    const value = restoreSpelled(JSON.parse(json) as DataValue, json)
    return hasEscape && hasHalf(value) ? refuseEscape() : { kind: 'data', value }
  } catch (error) {
    const position = /position (\d+)/.exec(String(error))?.[1]
    const line = position === undefined ? null : lineAt(json, Number(position))
    return { kind: 'problem', code: 'json-syntax', line, detail: 'not JSON' }
  }
}

/** Offset of the bracket that goes too deep, or null. */
function findTooDeep(text: string): number | null {
  let depth = 0
  for (const match of text.matchAll(BRACKETS)) {
    if (match[0] === '[' || match[0] === '{') depth += 1
    else if (match[0] === ']' || match[0] === '}') depth -= 1
    if (depth > MAX_DEPTH) return match.index
  }
  return null
}

/** JSON for a token: itself, unless it is a number that JavaScript would print otherwise. */
function spellNumber(token: string): string {
  if (token.startsWith('"')) return token
  const [, sign = '', digits] = INTEGER.exec(token) ?? []
  if (digits !== undefined) return spell(token, formatPythonInteger(sign, digits, 10))
  if (FLOAT.test(token)) return spell(token, formatPythonFloat(Number(token)))
  const word = WORDS[token]
  return word === undefined ? token : spell(token, word) // no number in JSON, which JSON.parse refuses
}

/** `number` is null where Python refuses the token for its length: it stays text. */
function spell(token: string, number: string | null): string {
  if (number === null) return JSON.stringify(token)
  if (findPlainNumber(number, token) !== null) return token
  return formatSpelled(new SpelledScalar(number, token))
}

function hasHalf(value: DataValue): boolean {
  if (typeof value === 'string') return /\p{Surrogate}/u.test(value)
  if (typeof value !== 'object' || value === null || value instanceof SpelledNumber) return false
  return Object.entries(value).some(([key, item]) => hasHalf(key) || hasHalf(item))
}

function refuseEscape(): ParseResult {
  const detail = 'an escape for NUL or for half a character'
  return { kind: 'problem', code: 'file-control-characters', line: null, detail }
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}
