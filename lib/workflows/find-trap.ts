import type { WorkflowTrap } from './workflow'

const OTHER_TAGS = [
  ...['unrelated', 'un/related', 'unrelated@v0.0.0-x', 'un/related@v0.0.0-x'],
  ...['unrelated#x#9', 'un/related#x#9'],
] as const

/**
 * What a filter that misses this tag would have caught, or that it catches every other tag too. `starts` is
 * asked about other names of tags. (Tag names: `dir=name@v1.0.0`, `name#stage#4`.)
 */
export function findTrap(tag: string, starts: (tag: string) => boolean): WorkflowTrap | null {
  if (starts(tag)) return OTHER_TAGS.every(starts) ? 'every-tag' : null
  if (tag.includes('/') && starts(tag.replaceAll('/', '-'))) return 'star-stops-at-slash'
  // What starts on any name at all leaves this one out on purpose.
  if (OTHER_TAGS.some(starts)) return null
  const mark = tag.search(/[@#]/)
  if (mark > 0 && starts(tag.slice(mark + 1))) return 'matches-without-model'
  return tag.includes('=') && starts(tag.replace('=', ':')) ? 'colon-for-equals' : null
}
