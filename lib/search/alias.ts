/** Before what a search row says of another name of an owner. */
const ALIAS = 'alias:'

export type Alias = { readonly name: string; readonly alias: string }

/** The facet of another name or address of the owner who is shown by a name. */
export function formatAlias({ name, alias }: Alias): string {
  return `${ALIAS}${name}\n${alias}`
}

/** What `formatAlias` has written; null for another facet. */
export function parseAlias(facet: string): Alias | null {
  const end = facet.startsWith(ALIAS) ? facet.lastIndexOf('\n') : -1
  return end < 0 ? null : { name: facet.slice(ALIAS.length, end), alias: facet.slice(end + 1) }
}
