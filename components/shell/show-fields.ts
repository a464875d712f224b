/** Boxes that were checked show the address again. */
export function showChoices(): void {
  resetForms('[data-applies]')
}

/** What was typed or chosen gives way to the new address. The fields stay in the page, and with them the focus. */
export function showFields(): void {
  resetForms('[data-shows]')
}

function resetForms(which: string): void {
  for (const form of document.querySelectorAll<HTMLFormElement>(which)) form.reset()
}
