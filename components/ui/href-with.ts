/** An address with the parameters that have a value. Characters that are safe in a query stay readable. */
export function hrefWith(
  path: string,
  params: Readonly<Record<string, string | number | null>>,
): string {
  const kept = Object.entries(params).filter(([, value]) => value !== null && value !== '')
  const query = new URLSearchParams(kept.map(([name, value]) => [name, String(value)]))
  if (kept.length === 0) return path
  return `${path}?${String(query).replace(/%(?:2C|2F|3A|40)/g, decodeURIComponent)}`
}
