import { spellNumber } from '../spelled-number'
import { type DataValue, formatNumber, SpelledNumber } from '../types'
import { formatPythonFloat, formatPythonInteger } from '../yaml/python-number.mjs'
import { readString } from './read-string'
import { PythonRefusal, passSpace, passText, type Scanner, scan } from './scanner'

const MAX_DEPTH = 64
const STRING_START = /[rRuUbBfFtT]{0,2}['"]/y
const NUMBER =
  /([-+]?)[ \t]*(?:0[xX]((?:_?[0-9a-fA-F])+)|0[oO]((?:_?[0-7])+)|0[bB]((?:_?[01])+)|([0-9](?:_?[0-9])*(?:\.(?:[0-9](?:_?[0-9])*)?)?(?:[eE][-+]?[0-9](?:_?[0-9])*)?|\.[0-9](?:_?[0-9])*(?:[eE][-+]?[0-9](?:_?[0-9])*)?))(?![\w.])/y
const WORD = /(?:True|False|None)(?!\w)/y
const WORDS: Readonly<Record<string, DataValue>> = { True: true, False: false, None: null }

/** Where a literal stands, and in how many brackets. */
type Place = { readonly scanner: Scanner; readonly depth: number }

/** The literal that comes next; undefined for any other expression. A call, a name or a sum is none. */
export function readLiteral(place: Place): DataValue | undefined {
  const { scanner, depth } = place
  if (depth > MAX_DEPTH) {
    throw new PythonRefusal('python-too-deep', scanner.at, 'more than 64 levels')
  }
  const next = scanner.text[scanner.at]
  if (next === '[') return readItems(place, ']')?.items
  if (next === '(') return readParentheses(place)
  if (next === '{') return readBraces(place)
  const word = scan(scanner, WORD)
  if (word) return WORDS[word[0]]
  STRING_START.lastIndex = scanner.at
  if (STRING_START.test(scanner.text)) {
    return readString(scanner, depth === 0 ? 'line' : 'brackets') ?? undefined
  }
  return readNumber(scanner)
}

function readNumber(scanner: Scanner): DataValue | undefined {
  const match = scan(scanner, NUMBER)
  if (!match) return undefined
  const [written, sign = '', hexadecimal, octal, binary, decimal] = match
  const digits = (hexadecimal ?? octal ?? binary ?? decimal ?? '').replaceAll('_', '')
  const base = hexadecimal ? 16 : octal ? 8 : binary ? 2 : 10
  if (base === 10 && /[.eE]/.test(digits)) {
    return spellNumber(formatPythonFloat(Number(sign + digits)), written)
  }
  if (base === 10 && /^0+[1-9]/.test(digits)) return undefined // no number in Python 3
  const number = formatPythonInteger(sign, digits, base)
  return number === null ? undefined : spellNumber(number, written)
}

type Items = { readonly items: DataValue[]; readonly endsWithComma: boolean }

/** Items up to the closing bracket; the opening one comes next. */
function readItems({ scanner, depth }: Place, close: string): Items | undefined {
  scanner.at += 1
  const items: DataValue[] = []
  for (;;) {
    passSpace(scanner, 'brackets')
    if (passText(scanner, close)) return { items, endsWithComma: items.length > 0 }
    const item = readLiteral({ scanner, depth: depth + 1 })
    if (item === undefined) return undefined
    items.push(item)
    passSpace(scanner, 'brackets')
    if (passText(scanner, ',')) continue
    return passText(scanner, close) ? { items, endsWithComma: false } : undefined
  }
}

/** A tuple, or one literal in parentheses. */
function readParentheses(place: Place): DataValue | undefined {
  const read = readItems(place, ')')
  const isTuple = read === undefined || read.items.length !== 1 || read.endsWithComma
  return isTuple ? read?.items : read.items[0]
}

/** A set, as a list, or a dictionary. */
function readBraces({ scanner, depth }: Place): DataValue | undefined {
  scanner.at += 1
  const inner = { scanner, depth: depth + 1 }
  const entries = new Map<string, DataValue>()
  const items: DataValue[] = []
  for (let isEmpty = true; ; isEmpty = false) {
    passSpace(scanner, 'brackets')
    if (passText(scanner, '}')) break
    const first = readLiteral(inner)
    if (first === undefined) return undefined
    passSpace(scanner, 'brackets')
    if (passText(scanner, ':')) {
      if (!isEmpty && items.length > 0) return undefined
      passSpace(scanner, 'brackets')
      const key = formatKey(first)
      const value = readLiteral(inner)
      if (key === null || value === undefined) return undefined
      entries.set(key, value)
      passSpace(scanner, 'brackets')
    } else {
      if (entries.size > 0) return undefined
      items.push(first)
    }
    if (passText(scanner, ',')) continue
    if (!passText(scanner, '}')) return undefined
    break
  }
  return items.length > 0 ? items : Object.fromEntries(entries)
}

/** A key as Python prints it; null for a tuple. */
function formatKey(key: DataValue): string | null {
  if (typeof key === 'string') return key
  if (typeof key === 'number' || key instanceof SpelledNumber) return formatNumber(key)
  if (typeof key === 'boolean') return key ? 'True' : 'False'
  return key === null ? 'None' : null
}
