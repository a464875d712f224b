/**
 * Whether a pattern is the whole text: `*` is any text, `?` one character, nothing else is special. Goes back to the last
 * star only, so that the work is at most the product of both lengths.
 */
export function matchWildcards(text: string, pattern: string): boolean {
  let at = 0
  let next = 0
  let star = -1
  let resume = 0
  while (at < text.length) {
    const char = pattern[next]
    if (char === '*') {
      star = next
      next += 1
      resume = at
    } else if (char !== undefined && (char === '?' || char === text[at])) {
      next += 1
      at += 1
    } else if (star >= 0) {
      next = star + 1
      resume += 1
      at = resume
    } else return false
  }
  while (pattern[next] === '*') next += 1
  return next === pattern.length
}
