import type { StepBudget } from '@/lib/repo-data/step-budget'
import { splitTokens, type TokenReading, takeToken } from './expression-tokens'
import { isPattern, type Matcher } from './open-matcher'
import type { Certainty } from './workflow'

/** `some`: a text that is not empty and otherwise unknown. */
export type Variable =
  | { readonly kind: 'known'; readonly value: string | null }
  | { readonly kind: 'some' }
  | { readonly kind: 'unknown' }

type Value = Variable | { readonly kind: 'known'; readonly value: boolean } | Pattern
type Pattern = { readonly kind: 'pattern'; readonly pattern: string }

/** The variables that a condition may name, and the matcher of its patterns. */
export type GitlabContext = {
  readonly lookUp: (variable: string) => Variable
  readonly matcher: Matcher
  readonly budget: StepBudget
}

const TOKEN =
  /\s+|[()]|\$(\w+)|"[^"]*"|'[^']*'|\/(?:[^/]|\\\/)+[^\\]\/[ismU]*|null\b|==|=~|!=|!~|&&|\|\|/y
const MAX_TOKENS = 100
const MAX_LENGTH = 4096
const UNKNOWN: Value = { kind: 'unknown' }

/**
 * Whether an `if` of GitLab holds. `&&` binds tighter than `||`, patterns are RE2 and match anywhere, a variable that
 * is not set is null. It follows GitLab's own parser (lib/gitlab/ci/pipeline/expression). An expression that GitLab
 * refuses is unknown here, because GitLab refuses the whole file.
 */
export function evaluateGitlabIf(text: string, context: GitlabContext): Certainty {
  const tokens = text.length > MAX_LENGTH ? null : splitTokens(text, TOKEN)
  if (tokens === null || tokens.length === 0 || tokens.length > MAX_TOKENS) return 'unknown'
  const reading: Reading = { tokens, context, next: 0 }
  const value = readOr(reading)
  return reading.next === tokens.length ? presence(value) : 'unknown'
}

type Reading = TokenReading & { readonly context: GitlabContext }

function readOr(reading: Reading): Value {
  let left = readAnd(reading)
  while (takeToken(reading, '||') !== null) {
    const right = readAnd(reading)
    const certainty = truth(left)
    if (certainty === 'no') left = right
    else if (certainty === 'unknown') left = presence(right) === 'yes' ? right : UNKNOWN
  }
  return left
}

function readAnd(reading: Reading): Value {
  let left = readComparison(reading)
  while (takeToken(reading, '&&') !== null) {
    const right = readComparison(reading)
    const certainty = truth(left)
    if (certainty === 'yes') left = right
    else if (certainty === 'unknown') left = presence(right) === 'no' ? right : UNKNOWN
  }
  return left
}

function readComparison(reading: Reading): Value {
  let left = readOperand(reading)
  for (;;) {
    const operator = takeToken(reading, '==', '!=', '=~', '!~')
    if (operator === null) return left
    const right = readOperand(reading)
    const result = operator.includes('~')
      ? matches(reading.context, left, right)
      : equals(left, right)
    left = operator.startsWith('!') ? negate(result) : result
  }
}

function readOperand(reading: Reading): Value {
  const token = reading.tokens[reading.next]
  reading.next += 1
  if (token === '(') {
    const value = readOr(reading)
    if (takeToken(reading, ')') !== null) return value
    return stop(reading)
  }
  if (token === 'null') return { kind: 'known', value: null }
  if (token?.startsWith('$')) return reading.context.lookUp(token.slice(1))
  if (token?.startsWith('"') || token?.startsWith("'")) {
    return { kind: 'known', value: token.slice(1, -1) }
  }
  if (!token?.startsWith('/')) return stop(reading)
  const pattern = unescapeSlashes(token)
  return reading.context.matcher(pattern, '') === null
    ? stop(reading)
    : { kind: 'pattern', pattern }
}

function unescapeSlashes(pattern: string): string {
  return pattern.replaceAll('\\/', '/')
}

/** Makes the whole expression unknown, because GitLab would refuse it. */
function stop(reading: Reading): Value {
  reading.next = reading.tokens.length + 1
  return UNKNOWN
}

/** A text on the right is a pattern if it is written as one. Otherwise the left text is searched in it. */
function matches({ matcher, budget }: GitlabContext, left: Value, right: Value): Value {
  if (right.kind === 'known' && (right.value === null || right.value === false))
    return toValue(false)
  if (left.kind !== 'known' || right.kind === 'some' || right.kind === 'unknown') return UNKNOWN
  const text = left.value === null ? '' : String(left.value)
  const pattern = right.kind === 'pattern' ? right.pattern : unescapeSlashes(String(right.value))
  if (!isPattern(pattern)) {
    // Searching a text takes the product of both lengths where both repeat one character.
    const steps = Math.max(0, pattern.length - text.length) * text.length
    return budget.spend(steps) ? toValue(pattern.includes(text)) : UNKNOWN
  }
  const found = matcher(pattern, text)
  return found === null ? UNKNOWN : toValue(found)
}

function equals(left: Value, right: Value): Value {
  if (left.kind === 'known' && right.kind === 'known') return toValue(left.value === right.value)
  const sides = [left, right]
  const isThere = sides.some(({ kind }) => kind === 'some' || kind === 'pattern')
  const isEmpty = sides.some((side) => side.kind === 'known' && !side.value)
  return isThere && isEmpty ? toValue(false) : UNKNOWN
}

function negate(value: Value): Value {
  return value.kind === 'known' ? toValue(value.value !== true) : UNKNOWN
}

function toValue(value: boolean): Value {
  return { kind: 'known', value }
}

/** As Ruby's `&&` and `||` see it: an empty text is true. */
function truth(value: Value): Certainty {
  if (value.kind === 'unknown') return 'unknown'
  return value.kind === 'known' && (value.value === null || value.value === false) ? 'no' : 'yes'
}

/** As the whole condition is seen: an empty text, or one of spaces, is false. */
function presence(value: Value): Certainty {
  if (value.kind !== 'known') return value.kind === 'unknown' ? 'unknown' : 'yes'
  return String(value.value ?? '').trim() === '' || value.value === false ? 'no' : 'yes'
}
