/** The buttons on the page, by the slug of their repository. */
const buttons = new Map<string, () => void>()

let waiting: string | null = null

/** Presses the button of a repository: at once if the page has it, else when it appears. */
export function askSync(slug: string): 'pressed' | 'waits' {
  const press = buttons.get(slug)
  waiting = press ? null : slug
  press?.()
  return press ? 'pressed' : 'waits'
}

/** Tells of the button of a repository; returns how to take it back. */
export function offerSync(slug: string, press: () => void): () => void {
  buttons.set(slug, press)
  if (waiting === slug) askSync(slug)
  return () => {
    if (buttons.get(slug) === press) buttons.delete(slug)
  }
}
