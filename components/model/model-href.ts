type ModelKey = { readonly repo: string; readonly name: string }

/** The address of a model's page: the name is one percent-encoded segment, with its colon left readable. */
export function modelHref({ repo, name }: ModelKey): string {
  return `/models/${encodeURIComponent(repo)}/${encodeURIComponent(name).replaceAll('%3A', ':')}`
}
