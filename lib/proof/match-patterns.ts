/**
 * Whether a pattern list of OpenSSH (`*@example.com,!eve@example.com`) means this text: at least one pattern does
 * and none with `!` does. Only `*` and `?` are special. As `match_pattern_list` of OpenSSH.
 */
export function matchPatterns(text: string, list: string): boolean {
  let found = false
  for (const pattern of list.split(',')) {
    const negated = pattern.startsWith('!')
    if (!matchPattern(text, negated ? pattern.slice(1) : pattern)) continue
    if (negated) return false
    found = true
  }
  return found
}

/** Goes back to the last star only, so that the work is at most the product of both lengths. */
function matchPattern(text: string, pattern: string): boolean {
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
