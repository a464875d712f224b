import type { RowAction } from '../ui/row-keys'
import { PAGES } from './pages'

export type KeyAction =
  | { readonly kind: 'palette' | 'search' | 'shortcuts' | 'close' }
  | { readonly kind: 'page'; readonly href: string }
  | { readonly kind: RowAction | 'promote' }

export type Shortcut = {
  /** Each of them does it. */
  readonly keys: readonly string[]
  /** Pressed before, or held. */
  readonly with: 'g' | 'Control' | null
  readonly action: KeyAction
  readonly says: string
}

export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** Every key of the frame, in the order of the list that `?` opens. */
export const SHORTCUTS: readonly Shortcut[] = [
  {
    keys: ['k'],
    with: 'Control',
    action: { kind: 'palette' },
    says: 'Open the command palette (⌘ K on a Mac)',
  },
  one(['/'], 'search', 'Search models'),
  one(['?'], 'shortcuts', 'Show this list'),
  ...PAGES.map(
    ({ key, href, label }): Shortcut => ({
      keys: [key],
      with: 'g',
      action: { kind: 'page', href },
      says: `Go to ${label}`,
    }),
  ),
  one(['j', 'ArrowDown'], 'next-row', 'Go to the next row; j also goes to the first'),
  one(['k', 'ArrowUp'], 'previous-row', 'Go to the previous row'),
  one(['Home'], 'first-row', 'Go to the first row'),
  one(['End'], 'last-row', 'Go to the last row'),
  one(['ArrowRight'], 'next-detail', 'Go to the next detail of a row or a page, and read it'),
  one(['ArrowLeft'], 'previous-detail', 'Go to the previous detail'),
  one(['Enter'], 'open-row', 'Open the row'),
  one(['x'], 'select-row', 'Select the model of the row'),
  one(['p'], 'promote', 'Promote the model of the row, or of the page'),
  one(['Escape'], 'close', 'Close a dialog, a menu or a tip'),
]

/** The shortcut that a key press is. `before`: whether the key before it was `g`. */
export function findShortcut(press: KeyPress, before: 'g' | null): Shortcut | null {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = press
  const isHeld = ctrlKey || metaKey
  // Shift is part of characters such as `?`.
  if (altKey || (shiftKey && key.length > 1)) return null
  const fits = (wanted: Shortcut['with'], pressed: string) =>
    SHORTCUTS.find((one) => one.with === wanted && one.keys.includes(pressed)) ?? null
  if (isHeld) return fits('Control', key.toLowerCase())
  return (before && fits(before, key)) ?? fits(null, key)
}

function one(
  keys: readonly string[],
  kind: Exclude<KeyAction['kind'], 'page'>,
  says: string,
): Shortcut {
  return { keys, with: null, action: { kind }, says }
}
