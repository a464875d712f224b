import type { WorkflowTrap } from './workflow'

const OTHER_TAGS = [
  ...['unrelated', 'un/related', 'unrelated@v0.0.0-x', 'un/related@v0.0.0-x'],
  ...['unrelated#x#9', 'un/related#x#9'],
] as const

/**
 * Finds a pitfall of a filter: what it would have matched instead of this tag, or that it matches every other tag too.
 * `starts` is called with other tag names. (Tag names: `dir=name@v1.0.0`, `name#stage#4`.)
 */
export function findTrap(tag: string, starts: (tag: string) => boolean): WorkflowTrap | null {
  if (starts(tag)) return OTHER_TAGS.every(starts) ? 'every-tag' : null
  if (tag.includes('/') && starts(tag.replaceAll('/', '-'))) return 'star-stops-at-slash'
  // A filter that matches any name excludes this one on purpose.
  if (OTHER_TAGS.some(starts)) return null
  const mark = tag.search(/[@#]/)
  if (mark > 0 && starts(tag.slice(mark + 1))) return 'matches-without-model'
  return tag.includes('=') && starts(tag.replace('=', ':')) ? 'colon-for-equals' : null
}
