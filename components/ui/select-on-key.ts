import type { KeyboardEvent } from 'react'

/** `x` selects the row that has the focus, or lets it go. */
export function selectOnKey(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'x' || event.ctrlKey || event.metaKey || event.altKey) return
  const row = document.activeElement?.closest('tr, li')
  row?.querySelector<HTMLInputElement>('[data-row-select]')?.click()
}
