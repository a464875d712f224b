type Cursors = { readonly before: string | undefined; readonly next: string | null }

/** How many events a page of a list has. */
export function formatSummary(count: number, { before, next }: Cursors): string {
  if (next === null && before === undefined) return `All ${count}`
  return `${count} ${count === 1 ? 'event' : 'events'}`
}
