import { type DataMapping, isList, isMapping, member, plainText } from '@/lib/repo-data/data-value'
import type { StepBudget } from '@/lib/repo-data/step-budget'
import type { DataValue } from '@/lib/snapshot/types'
import { buildFlags, type CommandStyle } from './build-flags'
import { printScalar } from './print-scalar'

/** The values that `${...}` may name, and the findings of resolving. One per `dvc.yaml`. */
export type Scope = {
  readonly values: DataMapping
  /** What `foreach` and `matrix` add for one stage; it hides values of the same names. */
  readonly added?: DataMapping
  /** The parts of each file of values that `vars` loaded; null for a whole file. */
  readonly loaded?: ReadonlyMap<string, ReadonlySet<string> | null>
  readonly report: TemplateReport
}

/** Shared by all scopes of a file. */
export type TemplateReport = {
  /** Expressions that name nothing, or something that has no text, and templates that are left in a path. */
  readonly unresolved: Set<string>
  /** Characters that templates may still produce: a small file must not grow without end. */
  left: number
  /** When it is exhausted, nothing more is resolved. */
  readonly budget: StepBudget
}

const MAX_PRODUCED = 16 * 1024 * 1024

export function openReport(budget: StepBudget): TemplateReport {
  return { unresolved: new Set(), left: MAX_PRODUCED, budget }
}

/** Whether a text has a `${` that is not escaped. */
export function hasTemplate(text: string): boolean {
  return /(?<!\\)\$\{/.test(text)
}

/** Whether some text in the value is a template. */
export function isTemplated(value: DataValue | undefined): boolean {
  if (typeof value === 'string') return hasTemplate(value)
  if (isList(value)) return value.some(isTemplated)
  if (!isMapping(value)) return false
  return Object.entries(value).some(([key, inner]) => hasTemplate(key) || isTemplated(inner))
}

/**
 * Resolves `${a.b[0]}` in every text and key as DVC does (lineage.md, section 3): a text that is one expression becomes
 * the value itself, else scalars are written into the text; `\${` is a plain `${`. An expression that cannot be
 * resolved is kept and reported. The values are not resolved again.
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
    entries.map(([key, inner]) => [
      printScalar(interpolate(key, scope)) ?? key,
      interpolate(inner, scope),
    ]),
  )
}

/** Resolves a command, in which a mapping becomes flags. */
export function interpolateCommand(value: DataValue, scope: Scope, style: CommandStyle): DataValue {
  if (isList(value)) return value.map((item) => interpolateCommand(item, scope, style))
  if (typeof value !== 'string' || !value.includes('${')) return value
  if (!scope.report.budget.spend(value.length)) return value
  return joinPieces(splitTemplate(value), scope, (named) => buildFlags(named, style))
}

function resolveText(text: string, scope: Scope): DataValue {
  const pieces = splitTemplate(text)
  const [only] = pieces
  if (pieces.length === 1 && only?.kind === 'expression') {
    const value = select(only.text, scope)
    return value === undefined ? text : value
  }
  return joinPieces(pieces, scope, () => null)
}

function joinPieces(
  pieces: readonly Piece[],
  scope: Scope,
  formatOther: (value: DataValue) => string | null,
): string {
  const texts = pieces.map((piece) => {
    if (piece.kind === 'text') return piece.text
    const value = select(piece.text, scope)
    const text = value === undefined ? null : (printScalar(value) ?? formatOther(value))
    if (text !== null) return plainText(text)
    scope.report.unresolved.add(`\${${piece.text}}`)
    return `\${${piece.text}}`
  })
  return texts.join('').replaceAll('\\${', '${')
}

type Piece = { readonly kind: 'text' | 'expression'; readonly text: string }

/** By index, not by regular expression: a text of unclosed `${` must not take quadratic time. */
function splitTemplate(text: string): readonly Piece[] {
  const pieces: Piece[] = []
  let done = 0
  let newline = text.indexOf('\n')
  let end = text.indexOf('}')
  for (let start = text.indexOf('${'); start >= 0; start = text.indexOf('${', start + 2)) {
    if (start < done || text[start - 1] === '\\') continue
    if (newline >= 0 && newline < start) newline = text.indexOf('\n', start)
    if (end >= 0 && end < start) end = text.indexOf('}', start)
    if (end < 0) break
    if (newline >= 0 && newline < end) {
      start = newline - 1
      continue
    }
    if (start > done) pieces.push({ kind: 'text', text: text.slice(done, start) })
    pieces.push({ kind: 'expression', text: text.slice(start + 2, end) })
    done = end + 1
  }
  if (done < text.length) pieces.push({ kind: 'text', text: text.slice(done) })
  return pieces
}

/** The value that an expression names; undefined, and reported, where there is none. */
function select(expression: string, scope: Scope): DataValue | undefined {
  const [first = '', ...keys] = expression
    .trim()
    .replaceAll('[', '.')
    .replaceAll(']', '')
    .split('.')
    .map((key) => key.trim())
  let value = step(scope.added, first)
  if (value === undefined) value = step(scope.values, first)
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
  if (isList(value)) return /^-?\d+$/.test(key) ? value.at(Number(key)) : undefined
  return member(value, key)
}

function sizeOf(value: DataValue): number {
  return typeof value === 'object' ? JSON.stringify(value).length : String(value).length
}
