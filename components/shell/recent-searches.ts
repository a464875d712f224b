const KEY = 'signet-searches'
const MAX_RECENT = 6

/** The last searches of this browser, the newest first. */
export function listRecent(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : []
  } catch {
    return []
  }
}

/** Remembers a search where the browser allows it. */
export function keepRecent(text: string): void {
  if (text === '') return
  const kept = [text, ...listRecent().filter((one) => one !== text)].slice(0, MAX_RECENT)
  try {
    localStorage.setItem(KEY, JSON.stringify(kept))
  } catch {
    // A full or forbidden storage only means that nothing is offered again.
  }
}
