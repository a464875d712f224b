import { formatTagName, type ParsedTagName, parseTagName } from '../tag-name'

export type ChosenTagName =
  | { readonly kind: 'free'; readonly tag: string }
  /** `why` is a code: Git or GTO could not read the name back, or Git could not store it. */
  | {
      readonly kind: 'refused'
      readonly tag: string
      readonly why: 'no-ref-name' | 'too-long' | 'counter-too-large' | 'tag-in-the-way'
    }

/** Bytes of a ref's file name on the file systems that Git servers have, with room for `.lock`. */
const MAX_TAG_NAME = 200

/**
 * GTO's name for a new tag: stage tags have a counter, others get one where the plain name is taken. `tagNames` are the
 * names of all tags of the artifact, and of other tags that may conflict with the new name. No name in `goneNames` is
 * used again.
 */
export function chooseTagName(
  name: ParsedTagName,
  tagNames: readonly string[],
  goneNames: readonly string[] = [],
): ChosenTagName {
  const plain = formatTagName({ ...name, counter: null })
  const gone = new Set(goneNames)
  const needsCounter = 'stage' in name || tagNames.includes(plain) || gone.has(plain)
  let counter = needsCounter ? nextCounter(tagNames) : null
  const isGone = () => gone.has(formatTagName({ ...name, counter }))
  // Above the safe integers adding 1 changes nothing.
  while (counter !== null && Number.isSafeInteger(counter) && isGone()) counter += 1
  const tag = formatTagName({ ...name, counter })
  if (counter !== null && !Number.isSafeInteger(counter)) {
    return { kind: 'refused', tag, why: 'counter-too-large' }
  }
  if (tag.length > MAX_TAG_NAME) return { kind: 'refused', tag, why: 'too-long' }
  if (!isRefName(tag)) return { kind: 'refused', tag, why: 'no-ref-name' }
  const inTheWay = (other: string) => other.startsWith(`${tag}/`) || tag.startsWith(`${other}/`)
  if (tagNames.some(inTheWay)) return { kind: 'refused', tag, why: 'tag-in-the-way' }
  return { kind: 'free', tag }
}

/** One above the highest counter of any tag of the artifact; a tag without one counts as 0. */
function nextCounter(tagNames: readonly string[]): number {
  return tagNames.reduce((next, tag) => Math.max(next, (parseTagName(tag)?.counter ?? 0) + 1), 1)
}

/** The rules of git-check-ref-format that a name of GTO's grammar can break; and git-tag takes none with a dash first. */
function isRefName(tag: string): boolean {
  return !/^[-/]|\.\.|\/\/|(?:^|\/)\.|\.lock(?:\/|$)|\.$/.test(tag)
}
