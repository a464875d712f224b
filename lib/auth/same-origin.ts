import type { Config } from '@/lib/config/config'

/** Whether the request comes from a page of this server: its Origin is there and equal to the configured `url`, else to
 *  the host that the request was sent to. `null` and a missing one are not. */
export function isSameOrigin(config: Pick<Config, 'url'>, headers: Pick<Headers, 'get'>): boolean {
  const origin = headers.get('origin')
  const own = formatOrigin(config, headers)
  return origin !== null && own !== null && origin === own
}

/** The origin of this server as the client sees it; null when the request names no host. */
export function formatOrigin(
  { url }: Pick<Config, 'url'>,
  headers: Pick<Headers, 'get'>,
): string | null {
  if (url !== null) return new URL(url).origin
  const host = headers.get('host')
  const own = `http://${host}`
  return host !== null && URL.canParse(own) ? new URL(own).origin : null
}
