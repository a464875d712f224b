/** The address of a clicked link that opens in this window; null for any other click. Attributes are read, because the
 *  properties of a link in a drawing (SVG) are not texts. */
export function findLink(event: Event): URL | null {
  if (!(event instanceof MouseEvent) || event.defaultPrevented || event.button !== 0) return null
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return null
  const link = event.target instanceof Element ? event.target.closest('a') : null
  const address = link?.getAttribute('href')
  if (!address || link?.getAttribute('target') || link?.hasAttribute('download')) return null
  return ownUrl(address)
}

/** The address of a submitted GET form; null for any other form. */
export function findQuery(event: SubmitEvent): URL | null {
  const { target: form, submitter } = event
  if (event.defaultPrevented || !(form instanceof HTMLFormElement) || form.method !== 'get')
    return null
  return formUrl(form, submitter)
}

/** Where a GET form leads; null for another origin. */
export function formUrl(form: HTMLFormElement, submitter: HTMLElement | null = null): URL | null {
  const url = ownUrl(form.action)
  const fields = [...new FormData(form, submitter)].map(([name, value]) => [name, String(value)])
  if (url) url.search = String(new URLSearchParams(fields))
  return url
}

/** Null for an address of another origin. */
function ownUrl(address: string): URL | null {
  const url = new URL(address, document.baseURI)
  return url.origin === window.location.origin ? url : null
}
