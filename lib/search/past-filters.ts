import { listFilters, type Query } from './query'

/** What nothing is known of at a past instant, by qualifier; null: of all its values. */
const UNKNOWN: Readonly<Record<string, readonly string[] | null>> = {
  is: ['waiting', 'moved', 'stale-lineage'],
  has: ['problems'],
  signer: null,
}

/** The filters of a search that find nothing at a past instant, because what they ask for is not known of it. */
export function listUnknownOfPast(query: Query): readonly string[] {
  const found = listFilters(query).flatMap(({ qualifier, tests }) => {
    const values = UNKNOWN[qualifier]
    if (values === undefined) return []
    if (values === null) return [`${qualifier}:`]
    return tests.flatMap((test) =>
      'text' in test && values.includes(test.text.toLowerCase())
        ? [`${qualifier}:${test.text}`]
        : [],
    )
  })
  return [...new Set(found)]
}
