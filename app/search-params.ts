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
