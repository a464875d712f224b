import { plainText } from './data-value'

const MAX_QUOTE = 80

/** A piece of a repository's text, short enough for a problem's detail. */
export function quote(text: string): string {
  const shown = text.length > MAX_QUOTE ? `${text.slice(0, MAX_QUOTE)}…` : text
  return `"${plainText(shown)}"`
}
