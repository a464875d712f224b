/**
 * A URL of a file as it may be shown: without user name and password, and without the query and fragment of an address of
 * the web, each of which may hold a secret.
 */
export function formatShownUrl(url: string): string {
  const [, scheme, rest] = /^([\w+.-]+:\/\/)(.*)$/s.exec(url) ?? []
  if (scheme === undefined || rest === undefined) return url
  const end = /^https?:/i.test(scheme) ? rest.search(/[?#]|$/) : rest.length
  const shown = rest.slice(0, end)
  return `${scheme}${shown.slice(shown.lastIndexOf('@', shown.search(/[/?#]|$/)) + 1)}`
}
