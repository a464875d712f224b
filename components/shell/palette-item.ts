import type { IconName } from '../ui/icon-names'
import type { ThemeChoice } from './theme'

export type PaletteItem = {
  readonly id: string
  readonly label: string
  readonly aside: string
  readonly icon: IconName
  /** `danger`: it takes something away, after a question. */
  readonly tone?: 'danger'
  /** Other words that people use for it. */
  readonly also: string
  readonly does:
    | { readonly kind: 'go'; readonly href: string }
    | { readonly kind: 'theme'; readonly theme: ThemeChoice }
    | { readonly kind: 'sync'; readonly slug: string }
    | { readonly kind: 'sign-out' }
}

/** Whether every word begins one of the item's name or of what people call it. */
export function isFound({ label, also, aside }: PaletteItem, words: string): boolean {
  const known = splitWords(`${label} ${also} ${aside}`)
  const asked = splitWords(words)
  if (asked.length === 0) return words === ''
  return asked.every((word) => known.some((one) => one.startsWith(word)))
}

function splitWords(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}

/** Whether the item's name, or a name that people use for it, begins with the words. */
export function isNamed({ label, also }: PaletteItem, words: string): boolean {
  const names = [label, ...also.split(', ')].map((name) => name.toLowerCase())
  return words !== '' && names.some((name) => name.startsWith(words.toLowerCase()))
}
