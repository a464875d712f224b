import type { Config } from '@/lib/config/config'

/** Headers that only proxies send. Headers that Next adds are not among them. */
const PROXY_HEADERS = ['forwarded', 'via', 'x-real-ip'] as const

/**
 * Whether a request may read without signing in because it comes from this machine: in local mode, on a server that
 * listens only on the loopback interface, for a request that names a loopback host. This excludes pages of another site
 * whose name resolves to this machine (DNS rebinding), because they name their own host, and requests through a proxy
 * on this machine, because they name their client.
 */
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
