/** Why a person was redirected to the sign-in page. */
export type SignInError =
  /** The form came from another site, or the server is reached under another address than `url`. */
  | 'origin'
  /** The provider refused the sign-in or did not answer. */
  | 'provider'
  /** The person or the provider ended the sign-in. */
  | 'denied'
  /** The sign-in took too long, or was begun in another browser. */
  | 'stale'
  /** The one-time link was used, or belongs to an earlier start. */
  | 'link'

const SIGN_IN_ERRORS: readonly SignInError[] = ['origin', 'provider', 'denied', 'stale', 'link']

/** The address of the sign-in page. `to` is the page to return to. */
export function formatSignInPath(
  given: { readonly to?: string | null; readonly trouble?: SignInError } = {},
): string {
  const query = new URLSearchParams()
  if (given.trouble !== undefined) query.set('trouble', given.trouble)
  const to = parseReturnPath(given.to ?? null)
  if (to !== '/') query.set('to', to)
  return query.size === 0 ? '/sign-in' : `/sign-in?${query}`
}

export function parseSignInError(text: string | null): SignInError | null {
  return SIGN_IN_ERRORS.find((trouble) => trouble === text) ?? null
}

/**
 * The page to redirect to after signing in. Returns the first page for an address of another site in any notation, and
 * for an address that performs an action.
 */
export function parseReturnPath(text: string | null): string {
  if (text === null || !/^\/[\x21-\x7e]*$/.test(text) || text.length > 2000) return '/'
  // A browser reads a backslash as a slash, and two slashes as the beginning of a host.
  if (/^\/[/\\]/.test(text) || text.includes('\\')) return '/'
  const base = 'http://signet.invalid'
  if (!URL.canParse(text, base)) return '/'
  const { origin, pathname, search } = new URL(text, base)
  if (origin !== base || pathname.startsWith('//')) return '/'
  return /^\/(?:api|sign-in)(?:\/|$)/.test(pathname) ? '/' : pathname + search
}
