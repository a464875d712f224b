/** An implausible tagger date. */
export type DateAnomaly = 'backdated' | 'future' | 'out-of-order'

/** Times are Unix seconds. */
export type DatedTag = {
  /** The tagger's date. */
  readonly at: number
  /** The committer date of the tagged commit; null when the commit is missing. */
  readonly committedAt: number | null
  /** The first time, by Signet's clock, at which the tag is known to exist. */
  readonly firstSeen: number
  /** The date of the artifact's tag with the next lower counter; null without one. */
  readonly previous: number | null
}

/** Tolerances for wrong clocks and time zones. */
const MAX_BEFORE_COMMIT = 24 * 3600
const MAX_AFTER_SEEN = 5 * 60

/** The anomalies in the dates of one tag. They do not change GTO's order, which uses the tagger's date. */
export function listDateAnomalies(tag: DatedTag): readonly DateAnomaly[] {
  const found: DateAnomaly[] = []
  if (tag.committedAt !== null && tag.at < tag.committedAt - MAX_BEFORE_COMMIT) {
    found.push('backdated')
  }
  if (tag.at > tag.firstSeen + MAX_AFTER_SEEN) found.push('future')
  if (tag.previous !== null && tag.at < tag.previous) found.push('out-of-order')
  return found
}
