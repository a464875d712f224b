/**
 * Whether a CODEOWNERS pattern covers a path. `*` and `?` stay inside one folder, `**` does not; a pattern
 * that names a folder covers all below it. A pattern with a slash in the middle starts at the root for
 * GitHub and anywhere for GitLab. Takes time proportional to pattern times path, whatever they hold.
 */
export function matchOwnerPattern(
  pattern: string,
  path: string,
  dialect: 'github' | 'gitlab',
): boolean {
  const isAnchored = pattern.startsWith('/')
  const isFolder = pattern.endsWith('/')
  const parts = pattern.split('/').filter((part) => part !== '')
  if (parts.length === 0) return false
  const startsAnywhere = !isAnchored && (dialect === 'gitlab' || parts.length === 1)
  const glob = startsAnywhere ? ['**', ...parts] : parts
  const segments = path.split('/')
  if (!isFolder && matchSegments(glob, segments)) return true
  return coversBelow(parts) ? matchSegments([...glob, '*', '**'], segments) : false
}

/** `docs/*` means the files in `docs` only; `docs` and `docs/` mean all below. */
function coversBelow(parts: readonly string[]): boolean {
  return parts.at(-1) !== '*'
}

/** Matches whole segments, `**` standing for any number of them. */
function matchSegments(glob: readonly string[], segments: readonly string[]): boolean {
  return matchStarred(glob, segments, { isStar: (part) => part === '**', matches: matchSegment })
}

function matchSegment(glob: string, segment: string): boolean {
  const parts = glob.match(/\\.|[^\\]|\\$/gs) ?? []
  return matchStarred(parts, [...segment], {
    isStar: (part) => part === '*' || part === '**',
    matches: (part, char) => part === '?' || part.replace(/^\\(?=.)/s, '') === char,
  })
}

type Stars = {
  readonly isStar: (part: string) => boolean
  readonly matches: (part: string, item: string) => boolean
}

/** The classic matcher that goes back to the last star only. */
function matchStarred(glob: readonly string[], items: readonly string[], stars: Stars): boolean {
  let at = 0
  let star = -1
  let resume = 0
  for (let index = 0; index < items.length; ) {
    const part = glob[at]
    const item = items[index] ?? ''
    if (part !== undefined && stars.isStar(part)) {
      star = at
      at += 1
      resume = index
    } else if (part !== undefined && stars.matches(part, item)) {
      at += 1
      index += 1
    } else if (star >= 0) {
      at = star + 1
      resume += 1
      index = resume
    } else return false
  }
  return glob.slice(at).every(stars.isStar)
}
