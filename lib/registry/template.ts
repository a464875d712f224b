import { type DataValue, SpelledNumber } from '@/lib/snapshot/types'
import { type DataMapping, isList, isMapping, member, plainText } from './data-value'
import type { StepBudget } from './step-budget'

/** The values that `${...}` may name, and the findings of resolving. One per `dvc.yaml`. */
export type Scope = {
  readonly values: DataMapping
  /** What `foreach` and `matrix` add for one stage; it hides values of the same names. */
  readonly added?: DataMapping
  readonly report: TemplateReport
}

/** Shared by all scopes of a file. */
export type TemplateReport = {
  /** Expressions that name nothing, or something that has no text. */
  readonly unresolved: Set<string>
  /** Characters that templates may still produce: a small file must not grow without end. */
  left: number
  /** When it is exhausted, nothing more is resolved. */
  readonly budget: StepBudget
}

const MAX_PRODUCED = 262_144

export function openReport(budget: StepBudget): TemplateReport {
  return { unresolved: new Set(), left: MAX_PRODUCED, budget }
}

/** Some text in the value is a template. */
export function isTemplated(value: DataValue | undefined): boolean {
  if (typeof value === 'string') return value.includes('${')
  if (isList(value)) return value.some(isTemplated)
  if (!isMapping(value)) return false
  return Object.entries(value).some(([key, inner]) => isTemplated(key) || isTemplated(inner))
}

/**
 * Resolves `${a.b[0]}` in every text and key as DVC does: a text that is one expression becomes the value itself, else
 * scalars are written into the text; `\${` is a plain `${`. An expression that cannot be resolved is kept and reported.
 */
export function interpolate(value: DataValue, scope: Scope): DataValue {
  const { budget } = scope.report
  if (typeof value === 'string') {
    return value.includes('${') && budget.spend(value.length) ? resolveText(value, scope) : value
  }
  if (isList(value)) {
    return budget.spend(value.length) ? value.map((item) => interpolate(item, scope)) : value
  }
  if (!isMapping(value)) return value
  const entries = Object.entries(value)
  if (!budget.spend(entries.length)) return value
  return Object.fromEntries(
    entries.map(([key, inner]) => [String(interpolate(key, scope)), interpolate(inner, scope)]),
  )
}

function resolveText(text: string, scope: Scope): DataValue {
  const pieces = splitTemplate(text)
  const [only] = pieces
  if (pieces.length === 1 && only?.kind === 'expression') {
    const value = select(only.text, scope)
    return value === undefined ? text : value
  }
  return pieces
    .map((piece) => (piece.kind === 'text' ? piece.text : formatInline(piece.text, scope)))
    .join('')
    .replaceAll('\\${', '${')
}

type Piece = { readonly kind: 'text' | 'expression'; readonly text: string }

/** By index, not by regular expression: a text of unclosed `${` must not take quadratic time. */
function splitTemplate(text: string): readonly Piece[] {
  const pieces: Piece[] = []
  let done = 0
  for (let start = text.indexOf('${'); start >= 0; start = text.indexOf('${', start + 2)) {
    if (start < done || text[start - 1] === '\\') continue
    const end = text.indexOf('}', start)
    if (end < 0) break
    if (start > done) pieces.push({ kind: 'text', text: text.slice(done, start) })
    pieces.push({ kind: 'expression', text: text.slice(start + 2, end) })
    done = end + 1
  }
  if (done < text.length) pieces.push({ kind: 'text', text: text.slice(done) })
  return pieces
}

/** A scalar as DVC writes it into a text. */
function formatInline(expression: string, scope: Scope): string {
  const value = select(expression, scope)
  if (value === undefined) return `\${${expression}}`
  if (value === null) return 'None'
  if (value instanceof SpelledNumber) return value.number
  if (typeof value !== 'object') return plainText(String(value))
  scope.report.unresolved.add(`\${${expression}}`)
  return `\${${expression}}`
}

/** The value that an expression names; undefined, and reported, where there is none. */
function select(expression: string, scope: Scope): DataValue | undefined {
  const [first = '', ...keys] = expression
    .trim()
    .replaceAll('[', '.')
    .replaceAll(']', '')
    .split('.')
    .map((key) => key.trim())
  let value = step(scope.added, first) ?? step(scope.values, first)
  for (const key of keys) value = step(value, key)
  const { report } = scope
  if (value !== undefined && report.left > 0) {
    report.left = Math.max(0, report.left - sizeOf(value))
    if (report.left > 0) return value
  }
  report.unresolved.add(`\${${expression}}`)
  return undefined
}

function step(value: DataValue | undefined, key: string): DataValue | undefined {
  if (isList(value)) return /^\d+$/.test(key) ? value[Number(key)] : undefined
  return member(value, key)
}

function sizeOf(value: DataValue): number {
  return typeof value === 'object' ? JSON.stringify(value).length : String(value).length
}
