import type { useRouter } from 'next/navigation'
import { lazy, type ReactNode, Suspense } from 'react'
import { copyFrom } from '../ui/copy'
import { onRowKey } from '../ui/row-keys'
import { hideTip, onFocus, onPoint, onScroll } from '../ui/tips'
import { PAGES } from './pages'
import { SEARCH_INPUT_ID } from './search-box'
import { pickTheme, readTheme, type ThemeChoice } from './theme'
import { THEME_ID } from './theme-switch'

const CommandPalette = lazy(() => import('./command-palette'))
const ShortcutList = lazy(() => import('./shortcut-list'))

type Dialog = 'palette' | 'shortcuts'

/** What interactions need from the frame. */
export type Frame = {
  readonly router: ReturnType<typeof useRouter>
  /** Shows a dialog over the page. */
  show(dialog: ReactNode): void
}

/** How long after `g` a letter opens a page, in milliseconds. */
const AFTER_G = 1000

let pressedG = Number.NEGATIVE_INFINITY

/** Handles the events of the whole frame: keys, tips, copying, the theme, closing dropdowns. */
export function interact(event: Event, frame: Frame): void {
  const { target, type } = event
  if (type === 'scroll') onScroll()
  if (!(target instanceof Element)) return
  if (event instanceof KeyboardEvent) onKey(event, frame)
  else if (event instanceof FocusEvent) {
    onFocus(event)
    if (target.id === SEARCH_INPUT_ID) void complete(target as HTMLInputElement, frame)
  } else if (type === 'pointerover') onPoint(event as PointerEvent)
  else if (type === 'pointerdown') closeOtherDropdowns(target)
  else if (type === 'click') onClick(target, frame)
  else if (type === 'submit' && !target.matches('[data-applies]')) closeDropdown(target)
  else if (type === 'beforetoggle' && target.id === THEME_ID) showTheme(target)
  else if (type === 'change' && target instanceof HTMLInputElement && target.name === 'theme')
    pickTheme(target.value as ThemeChoice)
  else if (type === 'change' && target instanceof HTMLInputElement)
    target.closest<HTMLFormElement>('[data-applies]')?.requestSubmit()
}

/** Typing into the search box is completed by a script of its own. */
async function complete(input: HTMLInputElement, frame: Frame): Promise<void> {
  const { completeIn } = await import('./search-completion')
  completeIn(input, frame)
}

function onKey(event: KeyboardEvent, frame: Frame): void {
  if (event.key === 'Escape') {
    hideTip()
    leaveDropdown()
    return
  }
  const shortcut = parseShortcut(event, event.timeStamp - pressedG < AFTER_G)
  if (!shortcut) {
    onRowKey(event)
    return
  }
  pressedG = shortcut.kind === 'go' ? event.timeStamp : Number.NEGATIVE_INFINITY
  if (shortcut.kind === 'go') return
  event.preventDefault()
  if (shortcut.kind === 'page') frame.router.push(PAGES[shortcut.index]?.href ?? '/')
  else if (shortcut.kind === 'search') document.getElementById(SEARCH_INPUT_ID)?.focus()
  else if (shortcut.kind === 'first-row')
    document.querySelector<HTMLElement>('[data-row-link]')?.focus()
  else openDialog(shortcut.kind, frame)
}

function onClick(target: Element, frame: Frame): void {
  const button = target.closest<HTMLElement>('[data-copy]')
  if (button) void copyFrom(button)
  if (target.closest('[data-opens="palette"]')) openDialog('palette', frame)
}

function openDialog(kind: Dialog, { show }: Frame): void {
  const Opened = kind === 'palette' ? CommandPalette : ShortcutList
  show(
    <Suspense>
      <Opened onClose={() => show(null)} />
    </Suspense>,
  )
}

function showTheme(choice: Element): void {
  const picked = readTheme()
  for (const input of choice.querySelectorAll('input')) input.checked = input.value === picked
}

type Shortcut =
  | { readonly kind: 'palette' | 'shortcuts' | 'search' | 'first-row' | 'go' }
  | { readonly kind: 'page'; readonly index: number }

/** The shortcut of a key press; null while typing. `afterG`: the previous key was `g`. */
function parseShortcut(event: KeyboardEvent, afterG: boolean): Shortcut | null {
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

const OPEN = 'details.dropdown[open]'

/** Closes every open dropdown that does not contain the pressed element. */
function closeOtherDropdowns(pressed: Element): void {
  for (const details of document.querySelectorAll<HTMLDetailsElement>(OPEN))
    if (!details.contains(pressed)) details.open = false
}

/** Closes the dropdown around an element. */
function closeDropdown(inside: Element): void {
  const details = inside.closest<HTMLDetailsElement>(OPEN)
  if (details) details.open = false
}

/** Closes the open dropdown and gives its button the focus. */
function leaveDropdown(): void {
  const details = document.querySelector<HTMLDetailsElement>(OPEN)
  if (!details) return
  details.open = false
  details.querySelector('summary')?.focus()
}
