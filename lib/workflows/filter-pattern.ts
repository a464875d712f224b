import { RE2JS } from 're2js'

/**
 * A filter of GitHub's `tags` and `branches` as a linear regular expression for the whole name; null when
 * GitHub would refuse it. `*` stops at `/` and `**` does not; `?` and `+` repeat the character before them;
 * `[]` holds letters, digits and ranges of them; `\` takes the next character plainly. (GitHub, "Filter
 * pattern cheat sheet"; where that is silent, as nektos/act reads it.)
 */
export function compileFilterPattern(pattern: string): RE2JS | null {
  const source = pattern.length > MAX_LENGTH ? null : toSource(pattern)
  if (source === null) return null
  try {
    return RE2JS.compile(`^(?:${source})$`, RE2JS.DOTALL)
  } catch {
    return null
  }
}

const MAX_LENGTH = 250
const TOKEN = /\*\*\/|\*\*|\*|\[[^\]]*\]|\\[\s\S]|[\s\S]/gu

function toSource(pattern: string): string | null {
  let source = ''
  for (const { 0: token, index } of pattern.matchAll(TOKEN)) {
    const part = toSourcePart(token, index)
    if (part === null) return null
    source += part
  }
  return source
}

function toSourcePart(token: string, index: number): string | null {
  if (token === '**/') return '(?:.+/)?'
  if (token === '**') return '.*'
  if (token === '*') return '[^/]*'
  if (token === '+' || token === '?') return index === 0 ? `\\${token}` : token
  if (token.length > 1 && token.startsWith('[')) return isClass(token) ? token : null
  if (token === '[' || token === '\\') return null
  return RE2JS.quote(token.startsWith('\\') ? token.slice(1) : token)
}

function isClass(token: string): boolean {
  if (!/^\[(?:[A-Za-z0-9_](?:-[A-Za-z0-9])?)+\]$/.test(token)) return false
  const ranges = [...token.matchAll(/(.)-(.)/g)]
  return ranges.every(([, from = '', to = '']) => from <= to && kindOf(from) === kindOf(to))
}

function kindOf(character: string): string {
  if (/[0-9]/.test(character)) return 'digit'
  return /[a-z]/.test(character) ? 'lower' : 'upper'
}
