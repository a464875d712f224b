import { hasTip } from './tips'

export type RowAction =
  | 'next-row'
  | 'previous-row'
  | 'first-row'
  | 'last-row'
  | 'next-detail'
  | 'previous-detail'
  | 'open-row'
  | 'select-row'

const ROW = 'tr, li'
const LINK = '[data-row-link]'

/** Elements with details of their own: a row, or a part of a page. */
const GROUP = 'tr, li, dl, header, section, article'
const CONTROL = 'a, button, input, select, textarea, summary'
const DETAIL = `[data-tip], time, [role="img"], .mark, .truncate, ${CONTROL}`

/** Moves between the rows of a list and between the links and details of a row or page, selects a row, or opens the row
 *  of a detail. Enter follows a link by itself. A letter also works outside of lists. */
export function onRowKey(event: KeyboardEvent, action: RowAction): void {
  const { key } = event
  // A key that waited for this script may have been pressed before the one before it moved the focus.
  const target = document.activeElement
  const isLetter = key.length === 1
  if (!(target instanceof HTMLElement) || (!isLetter && usesArrows(target))) return
  if (action === 'select-row') selectRow(target)
  else if (action === 'open-row') openRow(target)
  else {
    const to = findTarget(action, target, isLetter ? 'page' : 'list')
    if (!to) return
    event.preventDefault()
    if (to.tabIndex < 0) to.tabIndex = -1
    to.focus()
  }
}

/** The link of the row around an element; undefined outside of rows. */
export function findRowLink(target: Element): HTMLAnchorElement | undefined {
  const links = [...document.querySelectorAll<HTMLAnchorElement>(LINK)]
  return links.find((link) => link.closest(ROW)?.contains(target))
}

function usesArrows(target: HTMLElement): boolean {
  if (target instanceof HTMLInputElement) return target.type !== 'checkbox'
  return (
    target.closest(
      'select, textarea, summary:not([data-row-link]), [contenteditable], [role="dialog"]',
    ) !== null
  )
}

function selectRow(target: HTMLElement): void {
  const row = findRowLink(target)?.closest(ROW)
  row?.querySelector<HTMLInputElement>('input[name="model"]')?.click()
}

function openRow(target: HTMLElement): void {
  if (!target.closest(CONTROL)) findRowLink(target)?.click()
}

type Step = Exclude<RowAction, 'open-row' | 'select-row'>

function findTarget(step: Step, target: HTMLElement, from: 'list' | 'page') {
  if (step === 'next-detail') return findDetail(target, 1)
  if (step === 'previous-detail') return findDetail(target, -1)
  return findRow(step, target) ?? (from === 'page' ? findFirst(target) : undefined)
}

function findRow(step: Step, target: HTMLElement): HTMLElement | undefined {
  const here = findRowLink(target)
  const place = here ?? target
  const list = place.closest('[data-list]') ?? place.closest('table, ol, ul')
  const links = [...(list?.querySelectorAll<HTMLElement>(LINK) ?? [])]
  const at = here ? links.indexOf(here) : -1
  const steps: Readonly<Record<string, number>> = {
    'next-row': at + 1,
    'previous-row': at - 1,
    'first-row': 0,
    'last-row': links.length - 1,
  }
  return links[steps[step] ?? -1]
}

/** The first row of the page, from outside of its rows. */
function findFirst(target: HTMLElement): HTMLElement | undefined {
  return findRowLink(target) ? undefined : (document.querySelector<HTMLElement>(LINK) ?? undefined)
}

/** The next detail of the group around an element; at its end, and outside of groups, of the page. */
function findDetail(target: HTMLElement, step: 1 | -1): HTMLElement | undefined {
  const main =
    target.closest('main') ?? (target === document.body ? document.querySelector('main') : null)
  return stepIn(target.closest(GROUP), target, step) ?? stepIn(main, target, step)
}

function stepIn(place: Element | null, target: HTMLElement, step: 1 | -1) {
  const details = [...(place?.querySelectorAll<HTMLElement>(DETAIL) ?? [])].filter(
    (one) => one instanceof HTMLElement && isShown(one) && (one.matches(CONTROL) || hasTip(one)),
  )
  return details[details.indexOf(target) + step]
}

function isShown(element: Element): boolean {
  return element.checkVisibility()
}
