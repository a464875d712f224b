import { lazy, type ReactNode, Suspense } from 'react'
import { copyFrom } from '../ui/copy'
import { onFocus, onPoint, onScroll, onTap } from '../ui/tips'
import { closeDropdown, closeOtherDropdowns } from './dropdowns'
import { onKey } from './frame-keys'
import { findMenuButton, prepareMenu, toggleMenu } from './open-menu'
import { keepRecent } from './recent-searches'
import { SEARCH_INPUT_ID } from './search-box'
import { pickTheme, type ThemeChoice } from './theme'
import { showTheme } from './theme-switch'

const CommandPalette = lazy(() => import('./command-palette'))
const ShortcutList = lazy(() => import('./shortcut-list'))

type Dialog = 'palette' | 'shortcuts'

/** What interactions need from the frame. */
export type Frame = {
  /** Shows a dialog over the page. */
  show(dialog: ReactNode): void
}

/** Handles the events of the whole frame: keys, tips, copying, the theme, menus. */
export function interact(event: Event, frame: Frame): void {
  const { target, type } = event
  if (type === 'scroll') onScroll()
  if (!(target instanceof Element)) return
  if (type === 'pointerover' || type === 'focusin') prepareMenu(target)
  if (event instanceof KeyboardEvent) onKeyDown(event, frame)
  else if (event instanceof FocusEvent) {
    onFocus(event)
    if (target.id === SEARCH_INPUT_ID) void complete(target as HTMLInputElement)
  } else if (type === 'pointerover') onPoint(event as PointerEvent)
  else if (type === 'pointerup') onTap(event as PointerEvent)
  else if (type === 'pointerdown') closeOtherDropdowns(target)
  else if (type === 'click') onClick(event, target, frame)
  else if (type === 'submit') onSubmit(target)
  else if (type === 'beforetoggle') showTheme(target)
  else if (type === 'change' && target instanceof HTMLInputElement && target.name === 'theme')
    pickTheme(target.value as ThemeChoice)
  else if (type === 'change' && target instanceof HTMLInputElement)
    target.closest<HTMLFormElement>('[data-applies]')?.requestSubmit()
}

/** Typing into the search box is completed by a script of its own. */
async function complete(input: HTMLInputElement): Promise<void> {
  const { completeIn } = await import('./search-completion')
  completeIn(input)
}

function onSubmit(form: Element): void {
  const search = form.querySelector<HTMLInputElement>(`#${SEARCH_INPUT_ID}`)
  if (search) keepRecent(search.value.trim())
  // A form that applies each choice at once stays open for the next one.
  if (!form.matches('[data-applies]')) closeDropdown(form)
}

function onKeyDown(event: KeyboardEvent, frame: Frame): void {
  const button = findMenuButton(event)
  if (button) {
    event.preventDefault()
    button.click()
  } else onKey(event, (dialog) => openDialog(dialog, frame))
}

function onClick(event: Event, target: Element, frame: Frame): void {
  toggleMenu(event, frame.show)
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
