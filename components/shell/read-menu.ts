import { ICON_NAMES, type IconName } from '../ui/icon-names'

/** An item of a plain menu. */
export type MenuEntry = {
  readonly label: string
  readonly icon: IconName | null
  readonly tone: 'usual' | 'danger'
  /** Null for what is not a choice among others. */
  readonly checked: boolean | null
  /** Clicked when the item is chosen. */
  readonly element: HTMLElement
  /** The items that a step before them reveals, to confirm it. */
  readonly confirms: readonly MenuEntry[]
}

export type MenuContent = {
  readonly name: string
  readonly heading: { readonly title: string; readonly aside: string } | null
  readonly entries: readonly MenuEntry[]
}

/** The buttons of plain menus: a summary, or a button with a popover. */
export const OPENER = '[data-menu]'

/** The panel that a button opens. */
export function findPanel(opener: HTMLElement): HTMLElement | null {
  const popover = opener.getAttribute('popovertarget')
  if (popover !== null) return document.getElementById(popover)
  const next = opener.nextElementSibling
  return next instanceof HTMLElement ? next : null
}

/** What a plain menu offers, by its elements of the class `option`. */
export function readMenu(opener: HTMLElement, panel: HTMLElement): MenuContent {
  const heading = panel.querySelector('p')
  const options = [...panel.querySelectorAll<HTMLElement>('.option')]
  const around = panel.closest('details')
  // The first element of a step stands for it.
  const isDirect = (one: HTMLElement) =>
    (one.parentElement?.closest('details') ?? null) === around || one.tagName === 'SUMMARY'
  return {
    name: opener.ariaLabel ?? opener.textContent.trim(),
    heading: heading && {
      title: heading.firstElementChild?.textContent ?? '',
      aside: heading.lastElementChild?.textContent ?? '',
    },
    entries: options.filter(isDirect).map(readEntry),
  }
}

function readEntry(element: HTMLElement): MenuEntry {
  const step = element.matches('summary') ? element.parentElement : null
  const confirms = [...(step?.querySelectorAll<HTMLElement>('.option') ?? [])].slice(1)
  const name = element.querySelector('use')?.getAttribute('href')?.split('#')[1]
  return {
    label: element.textContent.trim(),
    icon: ICON_NAMES.find((one) => one === name) ?? null,
    tone: element.matches('.option-danger') ? 'danger' : 'usual',
    checked: element.querySelector<HTMLInputElement>('[type="radio"]')?.checked ?? null,
    element,
    confirms: confirms.map(readEntry),
  }
}

/** Closes the panel that the browser may have opened. */
export function closePanel(panel: HTMLElement): void {
  const details = panel.closest<HTMLDetailsElement>('details.dropdown')
  if (details) details.open = false
  if (panel.matches(':popover-open')) panel.hidePopover()
}
