import { nameHiddenCharacters } from '@/lib/registry/hidden-characters'
import type { CardText } from './card'

const MAX_PLAIN = 20_000

/** The beginning of a text, to be shown as it is written. */
export function buildPlainText(text: string): CardText {
  const shown = nameHiddenCharacters(text.slice(0, MAX_PLAIN))
  return { kind: 'plain', text: shown, isCut: text.length > MAX_PLAIN }
}
