import type { ReactNode } from 'react'
import { findPanel, OPENER, readMenu } from './read-menu'
import { showTheme } from './theme-switch'

type Loaded = typeof import('./menu')

let loaded: Loaded | null = null

/** Loads the script of menus when the button of one is pointed at, touched or focused. */
export function prepareMenu(target: Element): void {
  if (loaded === null && target.closest(OPENER)) void load()
}

/** Opens the menu of a pressed button, or closes it. While its script is missing, the browser opens the plain one, which
 *  is replaced where it stands. */
export function toggleMenu(event: Event, show: (menu: ReactNode) => void): void {
  const opener = event.target instanceof Element ? event.target.closest<HTMLElement>(OPENER) : null
  if (!opener) return
  if (loaded) event.preventDefault()
  if (opener.dataset.open === undefined)
    void openMenu(opener, isByKey(event) ? 'first' : 'menu', show)
  else show(null)
}

/** The button of a menu that an arrow key opens. */
export function findMenuButton({ target, key }: KeyboardEvent): HTMLElement | null {
  return key === 'ArrowDown' && target instanceof HTMLElement && target.matches(OPENER)
    ? target
    : null
}

async function openMenu(
  opener: HTMLElement,
  focus: 'first' | 'menu',
  show: (menu: ReactNode) => void,
): Promise<void> {
  const Menu = (await load())?.default
  const panel = findPanel(opener)
  if (!Menu || !panel) return
  showTheme(panel)
  const content = readMenu(opener, panel)
  show(<Menu {...{ opener, panel, content, focus }} onClose={() => show(null)} />)
}

/** Null if the script cannot be loaded: the plain menus stay. */
async function load(): Promise<Loaded | null> {
  try {
    loaded ??= await import('./menu')
  } catch {
    // The next press tries again.
  }
  return loaded
}

/** A click by Enter, Space or a script has no position. */
function isByKey(event: Event): boolean {
  return event instanceof MouseEvent && event.detail === 0
}
