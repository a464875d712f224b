import type { DataValue, FileProblemCode } from './types'

export type JsonResult =
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
const SUSPECT_NUMBER = /NaN|Infinity|\d{16}|[eE]\+?\d{3}/

/**
 * Parses JSON of at most 256 KiB. Values that Python's `json` writes beyond the standard (NaN, Infinity), and numbers
 * that a double cannot represent (20-digit integers, 1e400), become text, as in YAML.
 */
export function parseJson(text: string): JsonResult {
  const bare = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  const tooDeep = findTooDeep(bare)
  if (tooDeep !== null) {
    const line = lineAt(bare, tooDeep)
    return { kind: 'problem', code: 'json-too-deep', line, detail: 'more than 64 levels' }
  }
  try {
    const exact = SUSPECT_NUMBER.test(bare) ? bare.replaceAll(NUMBERS, quoteInexact) : bare
    const value = JSON.parse(exact) as DataValue
    // Only an escape can produce a character that was not among the bytes, so only possible escapes are checked.
    return bare.includes('\\u') && hasControl(value) ? refuseEscape() : { kind: 'data', value }
  } catch (error) {
    const position = /position (\d+)/.exec(String(error))?.[1]
    const line = position === undefined ? null : lineAt(bare, Number(position))
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

function quoteInexact(token: string): string {
  if (token.startsWith('"')) return token
  if (/[NI]/.test(token)) return `"${token}"`
  if (!/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(token)) return token // not JSON
  const number = Number(token)
  const exact = /^-?\d+$/.test(token) ? Number.isSafeInteger(number) : Number.isFinite(number)
  return exact ? token : `"${token}"`
}

function hasControl(value: DataValue): boolean {
  if (typeof value === 'string') return /\0|\p{Surrogate}/u.test(value)
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(([key, item]) => hasControl(key) || hasControl(item))
}

function refuseEscape(): JsonResult {
  const detail = 'an escape for NUL or for half a character'
  return { kind: 'problem', code: 'file-control-characters', line: null, detail }
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}
