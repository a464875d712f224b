export type SearchParams = Readonly<Record<string, string | string[] | undefined>>

/** The first value of a parameter, shortened to `limit` characters; empty where there is none. */
export function firstParam(params: SearchParams, name: string, limit = 500): string {
  const value = params[name]
  return ((Array.isArray(value) ? value[0] : value) ?? '').slice(0, limit)
}

/** Every value of a parameter, in order. */
export function allParams(params: SearchParams, name: string): readonly string[] {
  return [params[name] ?? []].flat()
}

/** A whole number between 1 and `max`; `fallback` if the parameter is not a number. */
export function countParam(
  params: SearchParams,
  name: string,
  range: { readonly fallback: number; readonly max: number },
): number {
  const text = firstParam(params, name, 20)
  const value = /^\d+$/.test(text) ? Number(text) : range.fallback
  return Math.min(Math.max(value, 1), range.max)
}

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
