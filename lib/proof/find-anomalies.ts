/** What is odd about the moment that a tag names. */
export type DateAnomaly = 'backdated' | 'future' | 'out-of-order'

/** Moments are Unix seconds. */
export type DatedTag = {
  /** The tagger's date. */
  readonly at: number
  /** When the tagged commit was made, by its committer; null where the commit is missing. */
  readonly committedAt: number | null
  /** The first moment of our clock at which the tag is known to have been there. */
  readonly firstSeen: number
  /** The date of the artifact's tag with the next lower counter; null without one. */
  readonly previous: number | null
}

/** Clocks and time zones are wrong by as much without anybody meaning it. */
const MAX_BEFORE_COMMIT = 24 * 3600
const MAX_AFTER_SEEN = 5 * 60

/** What does not fit in the dates of one tag. None of it changes GTO's order, which goes by the tagger's date. */
export function findAnomalies(tag: DatedTag): readonly DateAnomaly[] {
  const found: DateAnomaly[] = []
  if (tag.committedAt !== null && tag.at < tag.committedAt - MAX_BEFORE_COMMIT) {
    found.push('backdated')
  }
  if (tag.at > tag.firstSeen + MAX_AFTER_SEEN) found.push('future')
  if (tag.previous !== null && tag.at < tag.previous) found.push('out-of-order')
  return found
}
