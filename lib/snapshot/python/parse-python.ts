import type { ParseResult } from '../parse-json'
import type { DataValue } from '../types'
import { readLiteral } from './read-literal'
import {
  endsStatement,
  PythonRefusal,
  passSpace,
  passStatement,
  passText,
  type Scanner,
  scan,
} from './scanner'

const INDENT = /[ \t\f]*/y
const LINE_END = /(?:#[^\n]*)?\r?(?:\n|$)/y
const CLASS = /class[ \t]+([\p{L}_][\p{L}\p{N}_]*)[ \t]*/uy
const NAME = /[\p{L}_][\p{L}\p{N}_]*/uy
/** Words that a colon follows, and a statement. */
const NO_NAME = /^(?:else|except|finally|lambda|try)$/
const MAX_CLASSES = 32
const TARGET = /[\p{L}_][\p{L}\p{N}_.]*[ \t]*=(?!=)/uy
const ASSIGN = /=(?!=)/y

/** The names of a file, or of a class in it. `indent` of a class is known from its first line on. */
type Scope = { readonly values: Map<string, Named>; readonly outer: number; indent: number | null }
type Named = DataValue | Scope

/**
 * The literals that a Python file assigns to names, as DVC reads a params file; a class is a mapping of its own names.
 * Nothing is run: an expression that is no literal is left out, like all other statements.
 */
export function parsePython(text: string): ParseResult {
  const scanner: Scanner = { text, at: text.charCodeAt(0) === 0xfeff ? 1 : 0 }
  try {
    return { kind: 'data', value: toData(readFile(scanner)) }
  } catch (error) {
    if (!(error instanceof PythonRefusal)) throw error
    const { code, offset, detail } = error
    return { kind: 'problem', code, line: text.slice(0, offset).split('\n').length, detail }
  }
}

function readFile(scanner: Scanner): Scope {
  const file: Scope = { values: new Map(), outer: -1, indent: 0 }
  const scopes = [file]
  while (scanner.at < scanner.text.length) {
    const indent = scan(scanner, INDENT)?.[0].length ?? 0
    if (scan(scanner, LINE_END)) continue
    const scope = enterScope(scopes, indent)
    const isOwn = scope.indent === indent
    const opened = isOwn ? readClass(scanner, scope, indent) : null
    if (opened !== null) scopes.push(opened)
    if (scopes.length > MAX_CLASSES) {
      throw new PythonRefusal('python-too-deep', scanner.at, 'more than 32 classes in each other')
    }
    readStatements(scanner, isOwn ? (opened ?? scope) : null)
    scanner.at += 1 // the line feed
  }
  return file
}

/** The innermost scope that a line may belong to. */
function enterScope(scopes: Scope[], indent: number): Scope {
  for (;;) {
    const scope = scopes[scopes.length - 1] as Scope
    if (scope.indent === null && indent > scope.outer) scope.indent = indent
    if (scope.indent !== null && (indent >= scope.indent || scopes.length === 1)) return scope
    scopes.pop()
  }
}

/** The scope of a class that begins here, after its colon. */
function readClass(scanner: Scanner, scope: Scope, indent: number): Scope | null {
  const start = scanner.at
  const name = scan(scanner, CLASS)?.[1]
  if (name === undefined) return null
  passStatement(scanner, /:/)
  if (!passText(scanner, ':')) {
    scanner.at = start
    return null
  }
  const opened: Scope = { values: new Map(), outer: indent, indent: null }
  scope.values.set(name, opened)
  return opened
}

/** The statements up to the end of the line; those without a scope are passed. */
function readStatements(scanner: Scanner, scope: Scope | null): void {
  do {
    passSpace(scanner, 'line')
    const start = scanner.at
    if (scope === null || !readAssignment(scanner, scope)) {
      scanner.at = start
      passStatement(scanner)
    }
  } while (passText(scanner, ';'))
  if (scanner.text[scanner.at] === '\r') scanner.at += 1
}

/** `NAME = literal` or `NAME: type = literal`; false for any other statement. */
function readAssignment(scanner: Scanner, scope: Scope): boolean {
  const name = scan(scanner, NAME)?.[0]
  if (name === undefined || NO_NAME.test(name)) return false
  passSpace(scanner, 'line')
  if (passText(scanner, ':')) passStatement(scanner, /=/)
  if (!scan(scanner, ASSIGN)) return false
  passSpace(scanner, 'line')
  passTargets(scanner)
  const value = readTuple(scanner)
  if (value === undefined || !endsStatement(scanner)) return false
  scope.values.set(name, value)
  return true
}

/** Passes `b =` of `a = b = 1`, where DVC takes the first name. */
function passTargets(scanner: Scanner): void {
  while (scan(scanner, TARGET)) passSpace(scanner, 'line')
}

/** A literal, or several with commas and without parentheses. */
function readTuple(scanner: Scanner): DataValue | undefined {
  const first = readLiteral({ scanner, depth: 0 })
  passSpace(scanner, 'line')
  if (first === undefined || !passText(scanner, ',')) return first
  const items = [first]
  while (!endsStatement(scanner)) {
    const item = readLiteral({ scanner, depth: 0 })
    if (item === undefined) return undefined
    items.push(item)
    passSpace(scanner, 'line')
    if (!passText(scanner, ',')) break
  }
  return items
}

function toData(scope: Scope): DataValue {
  return Object.fromEntries(
    [...scope.values].map(([name, value]) => [name, isScope(value) ? toData(value) : value]),
  )
}

function isScope(value: Named): value is Scope {
  return (
    typeof value === 'object' && value !== null && 'values' in value && value.values instanceof Map
  )
}
