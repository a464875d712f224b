/** A character of a search: where it stands, and whether quotes take its meaning away. */
export type Character = { readonly text: string; readonly at: number; readonly quoted: boolean }

/** A part of a search. `from` and `to` are positions in its text, quotes included. */
export type Token = { readonly from: number; readonly to: number } & (
  | { readonly kind: 'open' | 'close' | 'or' | 'not' }
  | { readonly kind: 'term'; readonly characters: readonly Character[] }
)

/**
 * Splits a search into its parts. A minus and an opening parenthesis count where a term begins. A closing one counts
 * where a group is open, unless the term itself has opened it, as `model(v2)` does. A quote that is not closed ends with
 * the text.
 */
export function readTokens(text: string): readonly Token[] {
  const tokens: Token[] = []
  let depth = 0
  for (const { characters, to } of splitRuns(readCharacters(text), text.length)) {
    const opening = countOpening(characters)
    for (const { text: sign, at } of characters.slice(0, opening)) {
      if (sign === '(') depth += 1
      tokens.push({ kind: sign === '(' ? 'open' : 'not', from: at, to: at + 1 })
    }
    const rest = characters.slice(opening)
    const closing = Math.min(depth, countClosing(rest))
    depth -= closing
    const closers = rest.slice(rest.length - closing)
    const term = rest.slice(0, rest.length - closing)
    const [first] = term
    if (first !== undefined) {
      const from = first.quoted ? first.at - 1 : first.at
      tokens.push(readTerm(term, { from, to: closers[0]?.at ?? to }))
    }
    for (const { at } of closers) tokens.push({ kind: 'close', from: at, to: at + 1 })
  }
  return tokens
}

/** How many signs at the beginning negate a term or open a group. */
function countOpening(characters: readonly Character[]): number {
  const end = characters.findIndex(({ text, quoted }) => quoted || (text !== '-' && text !== '('))
  return end < 0 ? characters.length : end
}

function readTerm(
  characters: readonly Character[],
  place: { readonly from: number; readonly to: number },
): Token {
  return hideQuoted(characters) === 'OR'
    ? { kind: 'or', ...place }
    : { kind: 'term', characters, ...place }
}

/** The text, with a quote for each quoted character: patterns of signs do not see those. */
export function hideQuoted(characters: readonly Character[]): string {
  return characters.map(({ text, quoted }) => (quoted ? '"' : text)).join('')
}

/** How many parentheses at the end close what was opened before. */
function countClosing(characters: readonly Character[]): number {
  let own = 0
  let closing = 0
  for (const { text, quoted } of characters) {
    if (quoted || (text !== '(' && text !== ')')) closing = 0
    else if (text === '(') own += 1
    else if (own > 0) own -= 1
    else closing += 1
  }
  return closing
}

/** The text of characters. */
export function joinText(characters: readonly Character[]): string {
  return characters.map(({ text }) => text).join('')
}

/** The characters of a text without its quotes. */
export function readCharacters(text: string): readonly Character[] {
  const characters: Character[] = []
  let quoted = false
  for (let at = 0; at < text.length; at += 1) {
    const one = text.charAt(at)
    const next = text.charAt(at + 1)
    if (quoted && one === '\\' && (next === '"' || next === '\\')) {
      characters.push({ text: next, at, quoted })
      at += 1
    } else if (one === '"') {
      quoted = !quoted
    } else {
      characters.push({ text: one, at, quoted })
    }
  }
  return characters
}

type Run = { readonly characters: readonly Character[]; readonly to: number }

/** The characters between spaces that are not quoted. */
function splitRuns(characters: readonly Character[], length: number): readonly Run[] {
  const runs: Run[] = []
  let run: Character[] = []
  for (const character of characters) {
    if (character.quoted || !/\s/.test(character.text)) {
      run.push(character)
      continue
    }
    if (run.length > 0) runs.push({ characters: run, to: character.at })
    run = []
  }
  if (run.length > 0) runs.push({ characters: run, to: length })
  return runs
}
