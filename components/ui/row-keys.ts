const ROW = 'tr, li'

/** Elements with details of their own: a row, or a part of a page. */
const GROUP = 'tr, li, dl, header, section, article'
const DETAIL = '[data-tip], time, [role="img"], .mark, a, button, input'

/**
 * Arrows, Home and End move between the rows of a list, left and right between the links and details of a row; `x`
 * selects the row. Enter follows a link by itself.
 */
export function onRowKey(event: KeyboardEvent): void {
  const { target } = event
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
  if (!(target instanceof HTMLElement) || usesArrows(target)) return
  if (event.key === 'x') selectRow(target)
  const to = findRow(target, event.key) ?? findDetail(target, event.key)
  if (!to) return
  event.preventDefault()
  if (to.tabIndex < 0) to.tabIndex = -1
  to.focus()
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
  target.closest(ROW)?.querySelector<HTMLInputElement>('input[name="model"]')?.click()
}

function findRow(target: HTMLElement, key: string): HTMLElement | undefined {
  const list = target.closest('[data-list]') ?? target.closest('table, ol, ul')
  const links = [...(list?.querySelectorAll<HTMLElement>('[data-row-link]') ?? [])]
  const at = links.findIndex((link) => target.closest(ROW)?.contains(link))
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[key]
  return next === undefined ? undefined : links[next]
}

function findDetail(target: HTMLElement, key: string): HTMLElement | undefined {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[key]
  const group = target.closest(GROUP)
  if (step === undefined || !group) return undefined
  const details = [...group.querySelectorAll<HTMLElement>(DETAIL)].filter(isShown)
  return details[details.indexOf(target) + step]
}

function isShown(element: Element): boolean {
  return element.checkVisibility()
}
