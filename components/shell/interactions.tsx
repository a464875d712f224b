import { lazy, type ReactNode, Suspense } from 'react'
import { copyFrom } from '../ui/copy'
import { onFocus, onPoint, onScroll, onTap } from '../ui/tips'
import { closeDropdown, closeOtherDropdowns } from './dropdowns'
import { onKey } from './frame-keys'
import { pickTheme, readTheme, type ThemeChoice } from './theme'
import { THEME_ID } from './theme-switch'

const CommandPalette = lazy(() => import('./command-palette'))
const ShortcutList = lazy(() => import('./shortcut-list'))

type Dialog = 'palette' | 'shortcuts'

/** What interactions need from the frame. */
export type Frame = {
  /** Shows a dialog over the page. */
  show(dialog: ReactNode): void
}

/** Handles the events of the whole frame: keys, tips, copying, the theme, closing dropdowns. */
export function interact(event: Event, frame: Frame): void {
  const { target, type } = event
  if (type === 'scroll') onScroll()
  if (!(target instanceof Element)) return
  if (event instanceof KeyboardEvent) onKey(event, (dialog) => openDialog(dialog, frame))
  else if (event instanceof FocusEvent) onFocus(event)
  else if (type === 'pointerover') onPoint(event as PointerEvent)
  else if (type === 'pointerup') onTap(event as PointerEvent)
  else if (type === 'pointerdown') closeOtherDropdowns(target)
  else if (type === 'click') onClick(target, frame)
  else if (type === 'submit') closeDropdown(target)
  else if (type === 'beforetoggle' && target.id === THEME_ID) showTheme(target)
  else if (type === 'change' && target instanceof HTMLInputElement && target.name === 'theme')
    pickTheme(target.value as ThemeChoice)
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
