import type { ReadonlyURLSearchParams } from 'next/navigation'

/** Has the frame, which stays from page to page, show the address: the current page in the rail and what is searched for. */
export function showAddress(path: string, params: ReadonlyURLSearchParams): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('[data-under]')) {
    const { under = '' } = link.dataset
    const isCurrent = path === link.pathname || `${path}/`.startsWith(`${under}/`)
    link.ariaCurrent = isCurrent ? 'page' : null
  }
  const rail = document.querySelector('.shell-rail:popover-open')
  if (rail instanceof HTMLElement) rail.hidePopover()
  for (const input of document.querySelectorAll<HTMLInputElement>('search input')) {
    const value = path === '/' ? (params.get(input.name) ?? '') : ''
    input.disabled = input.type === 'hidden' && value === ''
    if (input.defaultValue === value) continue
    input.defaultValue = value
    input.value = value
  }
}
