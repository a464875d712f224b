/** A file that is not Python, or is too deep: ends the reading of the whole file. */
export class PythonRefusal extends Error {
  constructor(
    readonly code: 'python-syntax' | 'python-too-deep' | 'file-control-characters',
    readonly offset: number,
    readonly detail: string,
  ) {
    super(code)
  }
}

const SPACE = /(?:[ \t\f]|\\\r?\n)*/y
const SPACE_AND_LINES = /(?:[ \t\f\r\n]|\\\r?\n|#[^\n]*)*/y
const COMMENT = /#[^\n]*/y
/** Anything that cannot begin a string, a comment, a bracket or the end of a line. */
const DULL = /[^'"#()[\]{}\n\\;]+/y
const OPEN = '([{'
const CLOSE = ')]}'
const LONGEST_QUOTE = /'''|"""|'|"/y

/** A text that is read from its start to its end; `at` is where the next thing is read. */
export type Scanner = { readonly text: string; at: number }

/** What the expression matches here; null when it does not. */
export function scan(scanner: Scanner, sticky: RegExp): RegExpExecArray | null {
  sticky.lastIndex = scanner.at
  const match = sticky.exec(scanner.text)
  if (match) scanner.at += match[0].length
  return match
}

/** Whether this text comes next; it is passed then. */
export function passText(scanner: Scanner, text: string): boolean {
  if (!scanner.text.startsWith(text, scanner.at)) return false
  scanner.at += text.length
  return true
}

/** Passes what may stand between tokens: inside brackets also lines and comments. */
export function passSpace(scanner: Scanner, place: 'line' | 'brackets'): void {
  scan(scanner, place === 'line' ? SPACE : SPACE_AND_LINES)
}

/** Whether the statement is over here; a comment is passed. */
export function endsStatement(scanner: Scanner): boolean {
  passSpace(scanner, 'line')
  scan(scanner, COMMENT)
  const next = scanner.text[scanner.at]
  return next === undefined || next === '\n' || next === '\r' || next === ';'
}

/** Passes the rest of a statement: to its line feed or semicolon outside brackets and strings, or to what `stop` finds. */
export function passStatement(scanner: Scanner, stop?: RegExp): void {
  const { text } = scanner
  const start = scanner.at
  let depth = 0
  while (scanner.at < text.length) {
    if (depth === 0 && stop !== undefined && text[scanner.at]?.match(stop)) return
    if (stop === undefined) scan(scanner, DULL)
    const next = text[scanner.at]
    if (next === undefined) break
    if (depth === 0 && (next === '\n' || next === ';')) return
    if (next === '#') scan(scanner, COMMENT)
    else if (next === "'" || next === '"') passString(scanner)
    else if (next === '\\') scanner.at += text.startsWith('\r\n', scanner.at + 1) ? 3 : 2
    else {
      if (OPEN.includes(next)) depth += 1
      else if (CLOSE.includes(next)) depth = Math.max(0, depth - 1)
      scanner.at += 1
    }
  }
  if (depth > 0) throw new PythonRefusal('python-syntax', start, 'an open bracket')
}

/** The content of a string between its quotes, which come next. */
export function passString(scanner: Scanner): { readonly content: string } {
  const { text } = scanner
  const start = scanner.at
  const quote = scan(scanner, LONGEST_QUOTE)?.[0] ?? ''
  const first = scanner.at
  for (let at = first; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1
    else if (text.startsWith(quote, at)) {
      scanner.at = at + quote.length
      return { content: text.slice(first, at) }
    } else if (text[at] === '\n' && quote.length === 1) break
  }
  throw new PythonRefusal('python-syntax', start, 'an open quote')
}
