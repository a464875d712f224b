/** The place of an event in the order over all repositories. */
export type EventCursor = {
  readonly seconds: number
  readonly counter: number
  readonly repo: string
  readonly tag: string
}

const CURSOR = /^(-?\d{1,15}):(-?\d{1,17}):([^:]+):(.+)$/

export function formatEventCursor({ seconds, counter, repo, tag }: EventCursor): string {
  return `${seconds}:${counter}:${repo}:${tag}`
}

/** Null for what no page of events has given out. */
export function parseEventCursor(text: string): EventCursor | null {
  const [, seconds, counter, repo, tag] = CURSOR.exec(text) ?? []
  if (repo === undefined || tag === undefined) return null
  return { seconds: Number(seconds), counter: Number(counter), repo, tag }
}
