/** Follows an address as a click on a link does: a command opens in a dialog where the page has one. `in-place`: the
 *  address takes the place of the current one in the history, and the page stays where it is scrolled to. */
export function followAddress(href: string, how: 'as-next' | 'in-place' = 'as-next'): void {
  const link = document.createElement('a')
  link.href = href
  link.hidden = true
  if (how === 'in-place') link.dataset.replaces = ''
  document.body.append(link)
  link.click()
  link.remove()
}
