import { splitTokens, type TokenReading, takeToken } from './expression-tokens'
import type { Certainty } from './workflow'

/** A value of an expression; `unknown` when only GitHub knows it. */
type Known = string | number | boolean | null
type Value = { readonly kind: 'known'; readonly value: Known } | { readonly kind: 'unknown' }

/** What an expression may name (`github.ref`, in lower case) and what its status functions say. */
export type ExpressionContext = {
  readonly names: ReadonlyMap<string, Known>
  readonly success: Certainty
}

const UNKNOWN: Value = { kind: 'unknown' }
const TOKEN =
  /\s+|'(?:[^']|'')*'|&&|\|\||==|!=|<=|>=|[!<>(),]|[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|[A-Za-z_][\w-]*(?:\.[\w*-]+)*/y
const MAX_LENGTH = 8192

/**
 * Evaluates an `if` of GitHub: texts compare without case, `&&` and `||` return the deciding value, and values that the
 * file alone does not determine are unknown. (GitHub, "Evaluate expressions".)
 */
export function evaluateCondition(condition: string, context: ExpressionContext): Certainty {
  if (condition.length > MAX_LENGTH) return 'unknown'
  const wrapped = /^\s*\$\{\{([\s\S]*)\}\}\s*$/.exec(condition)
  const text = wrapped?.[1] ?? condition
  if (text.includes('${{')) return 'unknown'
  const tokens = splitTokens(text, TOKEN)
  if (tokens === null) return 'unknown'
  const reading: Reading = { tokens, context, next: 0, depth: 0 }
  const value = readOr(reading)
  return reading.next === tokens.length ? truth(value) : 'unknown'
}

/** Whether a condition names a status function, which replaces the implied `success()`. */
export function usesStatusFunction(condition: string): boolean {
  return /\b(?:always|success|failure|cancelled)\s*\(/i.test(condition)
}

type Reading = TokenReading & { readonly context: ExpressionContext; depth: number }

function readOr(reading: Reading): Value {
  let left = readAnd(reading)
  while (takeToken(reading, '||') !== null) {
    const right = readAnd(reading)
    left = choose(left, { whenTrue: left, whenFalse: right })
  }
  return left
}

function readAnd(reading: Reading): Value {
  let left = readComparison(reading)
  while (takeToken(reading, '&&') !== null) {
    const right = readComparison(reading)
    left = choose(left, { whenTrue: right, whenFalse: left })
  }
  return left
}

function choose(value: Value, { whenTrue, whenFalse }: Record<'whenTrue' | 'whenFalse', Value>) {
  const certainty = truth(value)
  if (certainty === 'yes') return whenTrue
  if (certainty === 'no') return whenFalse
  // An unknown side does not matter when both results are equal.
  const other = whenTrue === value ? whenFalse : whenTrue
  const settles = whenTrue === value ? 'yes' : 'no'
  return truth(other) === settles ? other : UNKNOWN
}

function readComparison(reading: Reading): Value {
  let left = readUnary(reading)
  for (;;) {
    const operator = takeToken(reading, '==', '!=', '<', '<=', '>', '>=')
    if (operator === null) return left
    left = compare(left, operator, readUnary(reading))
  }
}

function readUnary(reading: Reading): Value {
  if (reading.depth > 50) return UNKNOWN
  reading.depth += 1
  try {
    if (takeToken(reading, '!') !== null) {
      const certainty = truth(readUnary(reading))
      return certainty === 'unknown' ? UNKNOWN : known(certainty === 'no')
    }
    return readOperand(reading)
  } finally {
    reading.depth -= 1
  }
}

function readOperand(reading: Reading): Value {
  if (takeToken(reading, '(') !== null) {
    const value = readOr(reading)
    return takeToken(reading, ')') === null ? stop(reading) : value
  }
  const token = reading.tokens[reading.next]
  if (token === undefined || !/^['\w.+-]/.test(token)) return stop(reading)
  reading.next += 1
  if (token.startsWith("'")) return known(token.slice(1, -1).replaceAll("''", "'"))
  if (/^[\d.+-]/.test(token)) return known(Number(token))
  if (takeToken(reading, '(') !== null) return call(reading, token.toLowerCase())
  const literal = LITERALS.get(token)
  if (literal !== undefined) return known(literal)
  const value = reading.context.names.get(token.toLowerCase())
  return value === undefined ? UNKNOWN : known(value)
}

const LITERALS: ReadonlyMap<string, Known> = new Map<string, Known>([
  ['true', true],
  ['false', false],
  ['null', null],
])

/** Makes the whole expression unknown, because it was not read completely. */
function stop(reading: Reading): Value {
  reading.next = reading.tokens.length + 1
  return UNKNOWN
}

function call(reading: Reading, name: string): Value {
  const values: Value[] = []
  while (takeToken(reading, ')') === null) {
    if (values.length > 0 && takeToken(reading, ',') === null) return stop(reading)
    values.push(readOr(reading))
    if (reading.next > reading.tokens.length) return UNKNOWN
  }
  if (name === 'always') return known(true)
  if (name === 'cancelled') return known(false)
  if (name === 'success') return fromCertainty(reading.context.success)
  return callOnTexts(name, values)
}

function callOnTexts(name: string, [first, second]: readonly Value[]): Value {
  if (first?.kind !== 'known' || second?.kind !== 'known') return UNKNOWN
  const text = toText(first.value).toLowerCase()
  const part = toText(second.value).toLowerCase()
  if (name === 'startswith') return known(text.startsWith(part))
  if (name === 'endswith') return known(text.endsWith(part))
  return name === 'contains' ? known(text.includes(part)) : UNKNOWN
}

function compare(left: Value, operator: string, right: Value): Value {
  if (left.kind === 'unknown' || right.kind === 'unknown') return UNKNOWN
  const [a, b] = alike(left.value, right.value)
  switch (operator) {
    case '==':
      return known(a === b)
    case '!=':
      return known(a !== b)
    case '<':
      return known(a < b)
    case '<=':
      return known(a <= b)
    case '>':
      return known(a > b)
    default:
      return known(a >= b)
  }
}

/** Texts are compared without case; values of two types as numbers. */
function alike(a: Known, b: Known): readonly [string, string] | readonly [number, number] {
  if (typeof a === 'string' && typeof b === 'string') return [a.toLowerCase(), b.toLowerCase()]
  return [toNumber(a), toNumber(b)]
}

function toNumber(value: Known): number {
  return typeof value === 'string' && value.trim() === '' ? 0 : Number(value)
}

function toText(value: Known): string {
  return value === null ? '' : String(value)
}

function truth(value: Value): Certainty {
  if (value.kind === 'unknown') return 'unknown'
  return value.value && !Number.isNaN(value.value) ? 'yes' : 'no'
}

function fromCertainty(certainty: Certainty): Value {
  return certainty === 'unknown' ? UNKNOWN : known(certainty === 'yes')
}

function known(value: Known): Value {
  return { kind: 'known', value }
}
