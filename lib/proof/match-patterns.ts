import { matchWildcards } from '@/lib/repo-data/match-wildcards'

/**
 * Whether a pattern list of OpenSSH (`*@example.com,!eve@example.com`) means this text: at least one pattern does
 * and none with `!` does. Only `*` and `?` are special. As `match_pattern_list` of OpenSSH.
 */
export function matchPatterns(text: string, list: string): boolean {
  let found = false
  for (const pattern of list.split(',')) {
    const negated = pattern.startsWith('!')
    if (!matchWildcards(text, negated ? pattern.slice(1) : pattern)) continue
    if (negated) return false
    found = true
  }
  return found
}
