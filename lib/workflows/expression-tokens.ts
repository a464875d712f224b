/** The tokens of an expression, and which is read next. */
export type TokenReading = { readonly tokens: readonly string[]; next: number }

/** The tokens that a sticky pattern finds one after the other, without white space; null when it finds none. */
export function splitTokens(text: string, token: RegExp): readonly string[] | null {
  const tokens: string[] = []
  for (let at = 0; at < text.length; at = token.lastIndex) {
    token.lastIndex = at
    const found = token.exec(text)?.[0]
    if (found === undefined) return null
    if (found.trim() !== '') tokens.push(found)
  }
  return tokens
}

/** Reads the next token if it is one of these. Otherwise returns null and reads nothing. */
export function takeToken(reading: TokenReading, ...wanted: readonly string[]): string | null {
  const token = reading.tokens[reading.next]
  if (token === undefined || !wanted.includes(token)) return null
  reading.next += 1
  return token
}
