export type PlaceModel = { readonly repo: string; readonly name: string }

/** What the current page is about. */
export type Place =
  | { readonly kind: 'model'; readonly model: PlaceModel }
  | { readonly kind: 'repo'; readonly slug: string }
  | { readonly kind: 'other' }

/** The model or the repository of a page, or of a page below its own. */
export function findPlace(pathname: string): Place {
  const [, first = '', second, third] = pathname.split('/').map(decode)
  if (first === 'models' && second && third)
    return { kind: 'model', model: { repo: second, name: third } }
  return first === 'repos' && second ? { kind: 'repo', slug: second } : { kind: 'other' }
}

/** Empty for text that is not percent-encoded UTF-8. */
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return ''
  }
}
