export const SLUG_RULE =
  'letters, digits, ".", "_" and "-", starting with a letter or digit, 1 to 64 characters'

/** Whether the text can name a repository in a URL and a folder on any file system. */
export function isSlug(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(text)
}

/** What stands before the host: a name, or a name and a password, which may hold any sign where it was typed so. */
const USER_INFO = /^([a-z][a-z0-9+.-]*:\/+)?(?:[^/@]*:(?!\d*(?:\/|$)).*@|[^/]*@)/i

/** A slug from the last segment of a URL or path, without `.git`, or the one before where that is all of it; `repo`
 *  where nothing of it is usable. Nothing of credentials is taken, also of an address that will be refused. */
export function deriveSlug(remote: string): string {
  const path = remote
    .replace(USER_INFO, '$1')
    .replace(/[?#].*$/, '')
    .replace(/[/\\]+$/, '')
    .replace(/[/\\]+\.git$/i, '')
  const last = path.split(/[/\\:]/).at(-1) ?? ''
  const slug = last
    .replace(/\.git$/i, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 64)
    .replace(/[-.]+$/, '')
  return slug === '' ? 'repo' : slug
}

/** The slug itself, or with the first free suffix (`-2`, `-3`); case does not make a difference. */
export function deriveFreeSlug(slug: string, taken: ReadonlySet<string>): string {
  if (!taken.has(slug.toLowerCase())) return slug
  for (let n = 2; ; n += 1) {
    const suffix = `-${n}`
    const candidate = slug.slice(0, 64 - suffix.length) + suffix
    if (!taken.has(candidate.toLowerCase())) return candidate
  }
}
