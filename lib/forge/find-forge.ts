import type { Forge, ForgeKind } from './forge'

type Address = { readonly host: string; readonly port: string; readonly path: string }

const MAX_LENGTH = 2048
const HTTPS = /^https:\/\/(?:[^/]*@)?([^/@:]+)(?::(\d{1,5}))?\/(.+)$/i
const SSH = /^ssh:\/\/(?:[^/]*@)?([^/@:]+)(?::\d{1,5})?\/(.+)$/i
const SCP = /^[^/@:]+@([^/@:]+):\/?(.+)$/
const HOST = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/
const NAME = /^(?!\.+$)[A-Za-z0-9_.+-]+$/

/** Hosts that serve ssh on the port of https, for networks that close the port of ssh. */
const WEB_HOSTS: Readonly<Record<string, string>> = {
  'ssh.github.com': 'github.com',
  'altssh.gitlab.com': 'gitlab.com',
  'altssh.bitbucket.org': 'bitbucket.org',
}

/**
 * The forge of a remote: what is configured as `web`, else what the host of its https or ssh address says. Null for a
 * path, http and other hosts. Nothing of the address's user info is taken.
 */
export function findForge(remote: string, web: Forge | null): Forge | null {
  if (web !== null) return web
  const address = parseAddress(remote)
  const kind = address === null ? null : findKind(address.host)
  if (address === null || kind === null) return null
  const path = parsePath(address.path, kind)
  return path === null ? null : { kind, url: `https://${address.host}${address.port}/${path}` }
}

function parseAddress(remote: string): Address | null {
  if (remote.length > MAX_LENGTH) return null
  const https = HTTPS.exec(remote)
  const [, name = '', port = '', path = ''] = https ?? []
  if (https !== null) return buildAddress(name, port, path)
  const [, sshName = '', sshPath = ''] = SSH.exec(remote) ?? SCP.exec(remote) ?? []
  return buildAddress(sshName, '', sshPath)
}

function buildAddress(name: string, port: string, path: string): Address | null {
  const host = name.toLowerCase()
  if (!HOST.test(host) || host.includes('..') || Number(port) > 65_535) return null
  const shown = port === '' || Number(port) === 443 ? '' : `:${Number(port)}`
  return { host: WEB_HOSTS[host] ?? host, port: shown, path }
}

function findKind(host: string): ForgeKind | null {
  if (host.startsWith('github.')) return 'github'
  if (host === 'bitbucket.org') return 'bitbucket'
  if (host === 'codeberg.org') return 'forgejo'
  return (['gitlab', 'gitea', 'forgejo'] as const).find((kind) => host.includes(kind)) ?? null
}

/** `owner/name` without `.git`; only GitLab has groups in groups. */
function parsePath(text: string, kind: ForgeKind): string | null {
  const path = text.replace(/\/$/, '').replace(/\.git$/, '')
  const names = path.split('/')
  const fits = kind === 'gitlab' ? names.length >= 2 : names.length === 2
  return fits && names.every((name) => NAME.test(name)) ? path : null
}
