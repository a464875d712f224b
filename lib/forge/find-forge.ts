import { parseGitAddress } from '@/lib/repo-data/git-address'
import type { Forge, ForgeKind } from './forge'

const NAME = /^(?!\.+$)[A-Za-z0-9_.+-]+$/

/**
 * The forge of a remote: what is configured as `web`, else what the host of its https or ssh address says. Null for a
 * path, http and other hosts. Nothing of the address's user info is taken.
 */
export function findForge(remote: string, web: Forge | null): Forge | null {
  if (web !== null) return web
  const address = parseGitAddress(remote)
  if (address === null || address.scheme === 'http') return null
  const kind = findKind(address.host)
  if (kind === null) return null
  const path = parsePath(address.path, kind)
  return path === null ? null : { kind, url: `https://${address.host}${address.port}/${path}` }
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
