import { PythonRefusal, passSpace, passString, type Scanner, scan } from './scanner'

const PREFIX = /[rRuUbBfFtT]{0,2}(?=['"])/y
const ESCAPE =
  /\\(?:\r?\n|[0-7]{1,3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[\\'"abfnrtv])/g
const SIMPLE: Readonly<Record<string, string>> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

/** The text of strings that stand side by side; null for what is no text (bytes, f-strings) or no string. */
export function readString(scanner: Scanner, place: 'line' | 'brackets'): string | null {
  let text: string | null = null
  for (;;) {
    const start = scanner.at
    const prefix = scan(scanner, PREFIX)?.[0].toLowerCase()
    if (prefix === undefined) return text
    const { content } = passString(scanner)
    if (/[bft]/.test(prefix)) return null
    const part = prefix.includes('r') ? content : resolveEscapes(content)
    if (part === null) return null
    if (/\0|\p{Surrogate}/u.test(part)) {
      const detail = 'an escape for NUL or for half a character'
      throw new PythonRefusal('file-control-characters', start, detail)
    }
    text = (text ?? '') + part
    passSpace(scanner, place)
  }
}

/** Unknown escapes stay as they are. Null for `\N{...}`, whose names nobody knows here, and beyond Unicode. */
function resolveEscapes(content: string): string | null {
  if (!content.includes('\\')) return content.replaceAll('\r\n', '\n')
  let isKnown = !/(?<!\\)(?:\\\\)*\\N\{/.test(content)
  const text = content.replaceAll('\r\n', '\n').replaceAll(ESCAPE, (sequence) => {
    const body = sequence.slice(1)
    if (body === '\n') return ''
    const simple = SIMPLE[body]
    if (simple !== undefined) return simple
    const code = /^[0-7]/.test(body) ? Number.parseInt(body, 8) : Number.parseInt(body.slice(1), 16)
    if (code <= 0x10ffff) return String.fromCodePoint(code)
    isKnown = false
    return ''
  })
  return isKnown ? text : null
}
