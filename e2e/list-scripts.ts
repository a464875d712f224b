/** The paths of the scripts that a page names, but for those that only browsers without modules load. */
export function listScripts(html: string): readonly string[] {
  const tags = html.match(/<script [^>]*\bsrc="[^"]+"[^>]*>/g) ?? []
  const paths = tags.flatMap((tag) =>
    tag.includes('noModule') ? [] : (/\bsrc="([^"]+)"/.exec(tag)?.[1] ?? []),
  )
  if (paths.length === 0) throw new Error('the page names no script')
  return [...new Set(paths)]
}
