import { plainText } from './data-value'
import { formatShownUrl } from './shown-url'

const MAX_QUOTE = 80

/** A piece of a repository's text, short enough for a problem's detail. */
export function quote(text: string): string {
  const shown = text.length > MAX_QUOTE ? `${text.slice(0, MAX_QUOTE)}…` : text
  return `"${plainText(shown)}"`
}

/** A path or URL of a repository for a problem's detail, without what may be secret in a URL. */
export function quotePath(path: string): string {
  return quote(formatShownUrl(path))
}
