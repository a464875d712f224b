import type { Config } from '@/lib/config/config'

/** Behind https a cookie has the prefix that makes browsers take it from this very host over https alone. */
export function formatCookieName({ url }: Pick<Config, 'url'>, name: string): string {
  return isSecure({ url }) ? `__Host-signet-${name}` : `signet-${name}`
}

/**
 * A Set-Cookie header. `seconds` is how long the browser keeps the cookie. With null the browser keeps it until it is
 * closed; with 0 the browser deletes it.
 */
export function formatCookie(
  { url }: Pick<Config, 'url'>,
  { name, value, seconds }: { name: string; value: string; seconds: number | null },
): string {
  const parts = [
    `${formatCookieName({ url }, name)}=${value}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Lax',
  ]
  if (seconds !== null) parts.push(`Max-Age=${seconds}`)
  if (isSecure({ url })) parts.push('Secure')
  return parts.join('; ')
}

/** The value of one of Signet's cookies; null without it. Of several cookies with one name the first counts. */
export function readCookie(
  config: Pick<Config, 'url'>,
  headers: Pick<Headers, 'get'>,
  name: string,
): string | null {
  const wanted = `${formatCookieName(config, name)}=`
  const parts = (headers.get('cookie') ?? '').split(';').map((part) => part.trim())
  return parts.find((part) => part.startsWith(wanted))?.slice(wanted.length) || null
}

export function isSecure({ url }: Pick<Config, 'url'>): boolean {
  return url?.startsWith('https://') ?? false
}
