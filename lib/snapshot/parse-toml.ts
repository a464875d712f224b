import { parse, TomlDate, TomlError, type TomlValue } from 'smol-toml'
import type { ParseResult } from './parse-json'
import { spellNumber } from './spelled-number'
import type { DataValue } from './types'
import { formatPythonFloat } from './yaml/python-number.mjs'

const MAX_DEPTH = 64

/** Parses TOML. Dates are text. A float is written as Python prints it: the parser does not keep its spelling. */
export function parseToml(text: string): ParseResult {
  try {
    const table = parse(text.replace(/^\ufeff/, ''), {
      integersAsBigInt: true,
      maxDepth: MAX_DEPTH,
    })
    return { kind: 'data', value: toData(table, 0) }
  } catch (error) {
    if (error instanceof TomlError) {
      const isDeep = error.message.includes('excessive')
      return isDeep ? tooDeep(error.line) : refuse('toml-syntax', error.line, 'not TOML')
    }
    if (error === TOO_DEEP) return tooDeep(null)
    if (error === TOO_LONG) return refuse('toml-syntax', null, 'an integer of more than 64 bits')
    if (error !== CONTROL) throw error
    return refuse('file-control-characters', null, 'an escape for NUL')
  }
}

/** TOML has no larger ones; printing one of a million digits takes long. */
const MAX_INTEGER = 2n ** 64n
const TOO_LONG = new Error('a long integer')
const TOO_DEEP = new Error('too deep')
const CONTROL = new Error('a control character')

function tooDeep(line: number | null): ParseResult {
  return refuse('toml-too-deep', line, 'more than 64 levels')
}

function refuse(
  code: 'toml-syntax' | 'toml-too-deep' | 'file-control-characters',
  line: number | null,
  detail: string,
): ParseResult {
  return { kind: 'problem', code, line, detail }
}

/** Dotted keys nest without brackets, which the parser does not count. */
function toData(value: TomlValue, depth: number): DataValue {
  if (depth > MAX_DEPTH) throw TOO_DEEP
  if (typeof value === 'number') {
    const number = formatPythonFloat(value)
    return spellNumber(number, number)
  }
  if (typeof value === 'bigint') {
    if (value > MAX_INTEGER || value < -MAX_INTEGER) throw TOO_LONG
    return spellNumber(String(value), String(value))
  }
  if (typeof value === 'string') return checkText(value)
  if (typeof value === 'boolean') return value
  if (value instanceof TomlDate) return value.toISOString().replace('.000', '')
  if (Array.isArray(value)) return value.map((item) => toData(item, depth + 1))
  const entries = Object.entries(value as { [key: string]: TomlValue })
  return Object.fromEntries(entries.map(([key, item]) => [checkText(key), toData(item, depth + 1)]))
}

function checkText(text: string): string {
  if (text.includes('\0')) throw CONTROL
  return text
}
