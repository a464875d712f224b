import type { Config } from '@/lib/config/config'

/** Sent by proxies alone; what Next adds by itself is not among them. */
const PROXY_HEADERS = ['forwarded', 'via', 'x-real-ip'] as const

/** Whether everybody may read because only this machine can ask: in local mode, on a server that listens on the loopback
 *  interface alone, for a request that names it so. A page of another site whose name was made to point here (DNS
 *  rebinding) names its own host, and what a proxy on this machine passes on names whom it is for. */
export function isOpenLocally(
  { mode }: Pick<Config, 'mode'>,
  headers: Pick<Headers, 'get'>,
  listensOn = process.env.HOST || '127.0.0.1',
): boolean {
  if (mode !== 'local' || !isLoopback(listensOn)) return false
  if (!isLoopbackAuthority(headers.get('host') ?? '')) return false
  if (PROXY_HEADERS.some((name) => headers.get(name) !== null)) return false
  const hosts = splitList(headers.get('x-forwarded-host'))
  const clients = splitList(headers.get('x-forwarded-for'))
  return hosts.every(isLoopbackAuthority) && clients.every(isLoopback)
}

function splitList(value: string | null): readonly string[] {
  return value === null ? [] : value.split(',').map((part) => part.trim())
}

/** `localhost:3000`, `[::1]:3000`. */
function isLoopbackAuthority(authority: string): boolean {
  const [, name] = /^(\[[^\]]*\]|[^:]*)(?::\d{1,5})?$/.exec(authority) ?? []
  return name !== undefined && isLoopback(name.replace(/^\[|\]$/g, ''))
}

function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|::1|::ffff:127(?:\.\d{1,3}){3})$/i.test(host)
}
