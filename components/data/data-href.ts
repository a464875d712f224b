/** The address of the page of a content. */
export function dataHref(hash: string): string {
  return `/data/${encodeURIComponent(hash)}`
}
