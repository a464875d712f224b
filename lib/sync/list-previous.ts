import { parseTagName } from '@/lib/registry/tag-name'
import type { AnnotatedTag } from '@/lib/snapshot/types'

/**
 * The date (Unix seconds) of the tag with the next lower counter, by tag; GTO counts all tags of an artifact together.
 * Of tags with one counter the earliest comes first, and none is before the other.
 */
export function listPrevious(tags: readonly AnnotatedTag[]): ReadonlyMap<string, number> {
  const counted = tags.flatMap((tag) => {
    const parsed = parseTagName(tag.name)
    const counter = parsed !== null && 'counter' in parsed ? parsed.counter : null
    return counter === null ? [] : [{ name: tag.name, at: tag.at.seconds, counter }]
  })
  counted.sort((a, b) => a.counter - b.counter || a.at - b.at)
  const previous = new Map<string, number>()
  let last: { readonly counter: number; readonly at: number } | null = null
  let before: number | null = null
  for (const { name, at, counter } of counted) {
    if (last !== null && last.counter !== counter) before = last.at
    if (before !== null) previous.set(name, before)
    last = { counter, at }
  }
  return previous
}
