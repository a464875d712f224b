import type { KeyboardEvent } from 'react'

/** Moves the focus between the row links inside the element: arrows, Home and End. Enter follows the link by itself. */
export function moveBetweenRows(event: KeyboardEvent<HTMLElement>): void {
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row-link]')]
  const row = document.activeElement?.closest('tr, li')
  const at = rows.findIndex((link) => row?.contains(link))
  const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key]
  if (target === undefined || event.ctrlKey || event.metaKey || event.altKey) return
  event.preventDefault()
  rows[target]?.focus()
}
