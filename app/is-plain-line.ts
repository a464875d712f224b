import { parseVisibleText } from '@/components/ui/visible-text'

/** Whether a text is one line of 1 to `max` characters, all of them visible. */
export function isPlainLine(text: string, max: number): boolean {
  const isLine = /^[^\p{Cc}\p{Surrogate}]+$/u.test(text) && text.length <= max
  return isLine && parseVisibleText(text).every(({ kind }) => kind === 'text')
}
