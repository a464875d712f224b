/** Normalizes text for the search: without differences of case and of Unicode form. */
export function foldText(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

const MAX_TERM = 500

/** A `qualifier:value` pair as the index holds it; a value is cut where an index entry would be too long. */
export function formatTerm(qualifier: string, value: string): string {
  // One character can become 18 of them.
  return foldText(`${qualifier}:${value.slice(0, MAX_TERM)}`).slice(0, MAX_TERM)
}
