/** One word or one `qualifier:value,value` of a search. */
export type QueryToken = {
  /** Lower-case; null for a word. */
  readonly qualifier: string | null
  /** Without empty ones. */
  readonly values: readonly string[]
  readonly negated: boolean
}

/** A character, and whether quotes take its meaning away. */
type Character = { readonly text: string; readonly quoted: boolean }

/** Not `path/to:model`, and not `https://…`: those are words. */
const QUALIFIER = /^([A-Za-z][A-Za-z0-9._-]*):(?!\/\/)/

/** A quote that is not closed ends with the text. */
export function readQueryTokens(text: string): QueryToken[] {
  return splitBy(readCharacters(text), /\s/)
    .filter((characters) => characters.length > 0)
    .map(readToken)
}

/** The shortest text that reads as the token. */
export function formatQueryToken({ qualifier, values, negated }: QueryToken): string {
  const value = values.map((one) => formatValue(one, qualifier)).join(',')
  return `${negated ? '-' : ''}${qualifier === null ? '' : `${qualifier}:`}${value}`
}

function formatValue(value: string, qualifier: string | null): string {
  const looksDifferent =
    qualifier === null
      ? value.startsWith('-') || QUALIFIER.test(value)
      : value.startsWith('//') || value.includes(',')
  const needsQuotes = looksDifferent || /[\s"]/.test(value)
  return needsQuotes ? `"${value.replace(/[\\"]/g, '\\$&')}"` : value
}

function readCharacters(text: string): Character[] {
  const characters: Character[] = []
  let quoted = false
  for (let at = 0; at < text.length; at += 1) {
    const one = text.charAt(at)
    const next = text.charAt(at + 1)
    if (quoted && one === '\\' && (next === '"' || next === '\\')) {
      characters.push({ text: next, quoted })
      at += 1
    } else if (one === '"') {
      quoted = !quoted
    } else {
      characters.push({ text: one, quoted })
    }
  }
  return characters
}

function readToken(characters: readonly Character[]): QueryToken {
  const negated = isBare(characters[0], /-/)
  const rest = negated ? characters.slice(1) : characters
  // Quoted characters must not make a qualifier: they are hidden from the pattern.
  const bare = rest.map((one) => (one.quoted ? '"' : one.text)).join('')
  const qualifier = QUALIFIER.exec(bare)?.[1] ?? null
  if (qualifier === null) return { qualifier, values: readValues([rest]), negated }
  const values = splitBy(rest.slice(qualifier.length + 1), /,/)
  return { qualifier: qualifier.toLowerCase(), values: readValues(values), negated }
}

function readValues(values: readonly (readonly Character[])[]): string[] {
  return values.map((one) => one.map(({ text }) => text).join('')).filter((one) => one !== '')
}

function splitBy(characters: readonly Character[], separator: RegExp): Character[][] {
  const parts: Character[][] = [[]]
  for (const character of characters) {
    if (isBare(character, separator)) parts.push([])
    else parts.at(-1)?.push(character)
  }
  return parts
}

function isBare(character: Character | undefined, pattern: RegExp): boolean {
  return character !== undefined && !character.quoted && pattern.test(character.text)
}
