/**
 * Whether a text has the word where a word begins: at the start of the text, and after an ASCII character that is no letter
 * and no digit. Takes no longer than reading the text once, however often the word is in it (Knuth, Morris and Pratt).
 */
export function openWordStart(word: string): (text: string) => boolean {
  const borders = listBorders(word)
  return (text) => {
    const first = text.indexOf(word)
    if (first < 0 || isStart(text, first)) return first >= 0
    let matched = 0
    for (let at = first + 1; at < text.length; at += 1) {
      matched = extend(matched, text.charCodeAt(at), word, borders)
      if (matched < word.length) continue
      if (isStart(text, at + 1 - matched)) return true
      matched = borders[matched - 1] ?? 0
    }
    return false
  }
}

/** How long the longest start of the word is that ends at each of its characters, and is not all until there. */
function listBorders(word: string): readonly number[] {
  const borders: number[] = []
  for (let at = 0; at < word.length; at += 1) {
    const before = borders[at - 1]
    borders.push(before === undefined ? 0 : extend(before, word.charCodeAt(at), word, borders))
  }
  return borders
}

/** How much of the word is matched with one more character of a text. */
function extend(before: number, code: number, word: string, borders: readonly number[]): number {
  let matched = before
  while (matched > 0 && word.charCodeAt(matched) !== code) matched = borders[matched - 1] ?? 0
  return word.charCodeAt(matched) === code ? matched + 1 : 0
}

function isStart(text: string, at: number): boolean {
  return at === 0 || isBetweenWords(text.charCodeAt(at - 1))
}

/** By numbers: this is asked of every character of a text. */
function isBetweenWords(code: number): boolean {
  const isDigit = code >= 0x30 && code <= 0x39
  // With this bit a capital letter is a small one.
  const small = code | 0x20
  return code < 0x80 && !isDigit && !(small >= 0x61 && small <= 0x7a)
}
