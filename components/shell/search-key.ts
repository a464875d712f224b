/** Equal for queries of an address that differ only in the order or the encoding of their parameters. */
export function searchKey(search: string): string {
  const params = new URLSearchParams(search)
  params.sort()
  return String(params)
}
