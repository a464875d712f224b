/** Follows an address as a click on a link does: a command opens in a dialog where the page has one. */
export function followAddress(href: string): void {
  const link = document.createElement('a')
  link.href = href
  link.hidden = true
  document.body.append(link)
  link.click()
  link.remove()
}
