const OPEN = 'details.dropdown[open]'

/** Closes every open dropdown that does not contain the pressed element. */
export function closeOtherDropdowns(pressed: Element): void {
  for (const details of document.querySelectorAll<HTMLDetailsElement>(OPEN))
    if (!details.contains(pressed)) details.open = false
}

/** Closes the dropdown around an element. */
export function closeDropdown(inside: Element): void {
  const details = inside.closest<HTMLDetailsElement>(OPEN)
  if (details) details.open = false
}

/** Closes the open dropdown and gives its button the focus. */
export function leaveDropdown(): void {
  const details = document.querySelector<HTMLDetailsElement>(OPEN)
  if (!details) return
  details.open = false
  details.querySelector('summary')?.focus()
}
