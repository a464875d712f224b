type Props = {
  /** Filters of the search that find nothing at a past instant. */
  readonly unknown?: readonly string[]
}

/** Says what a page of the past is made from, and what it cannot know. */
export function PastNote({ unknown = [] }: Props) {
  return (
    <p className="text-text-soft">
      From the tags until then. Signatures are judged by the keys of today.
      {unknown.length > 0
        ? ` Not known of the past, so that it finds nothing: ${unknown.join(', ')}.`
        : ''}
    </p>
  )
}
