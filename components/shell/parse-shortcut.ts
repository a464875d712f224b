import { PAGES } from './pages'

export type Shortcut =
  | { readonly kind: 'palette' | 'shortcuts' | 'search' | 'first-row' | 'go' }
  | { readonly kind: 'page'; readonly index: number }

/** What a key press asks for; null where it is typing. `afterG`: the key before it was `g`. */
export function parseShortcut(event: KeyboardEvent, afterG: boolean): Shortcut | null {
  if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey))
    return { kind: 'palette' }
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return null
  const index = PAGES.findIndex((page) => page.key === event.key)
  if (afterG && index >= 0) return { kind: 'page', index }
  if (event.key === '?') return { kind: 'shortcuts' }
  if (event.key === '/') return { kind: 'search' }
  if (event.key === 'j') return { kind: 'first-row' }
  return event.key === 'g' ? { kind: 'go' } : null
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.closest('[role="dialog"]') || target.isContentEditable) return true
  if (target instanceof HTMLInputElement)
    return target.type !== 'radio' && target.type !== 'checkbox'
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
}
