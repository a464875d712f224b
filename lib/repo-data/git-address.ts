import { withoutEndSlashes } from './repo-path'
import { formatShownUrl } from './shown-url'

/** Where a repository is, as far as its address says; `port` is empty or `:NUMBER`. */
type GitAddress = {
  readonly scheme: 'https' | 'http' | 'ssh'
  readonly host: string
  readonly port: string
  /** Without a slash at the start. */
  readonly path: string
}

const MAX_LENGTH = 2048
const WEB = /^(https?):\/\/(?:[^/]*@)?([^/@:]+)(?::(\d{1,5}))?\/(.+)$/i
const SSH = /^ssh:\/\/(?:[^/]*@)?([^/@:]+)(?::\d{1,5})?\/(.+)$/i
const SCP = /^[^/@:]+@([^/@:]+):\/?(.+)$/
const HOST = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/

/** Hosts that serve ssh on the port of https, for networks that close the port of ssh. */
const WEB_HOSTS: Readonly<Record<string, string>> = {
  'ssh.github.com': 'github.com',
  'altssh.gitlab.com': 'gitlab.com',
  'altssh.bitbucket.org': 'bitbucket.org',
}

/** Parses an address with a host: http, https, ssh or scp form. Null for any other. Nothing of its user info is taken. */
export function parseGitAddress(text: string): GitAddress | null {
  if (text.length > MAX_LENGTH) return null
  const web = WEB.exec(text)
  if (web !== null) {
    const [, scheme = '', host = '', port = '', path = ''] = web
    return buildAddress(
      { scheme: scheme.toLowerCase() === 'http' ? 'http' : 'https', port },
      host,
      path,
    )
  }
  const [, host = '', path = ''] = SSH.exec(text) ?? SCP.exec(text) ?? []
  return buildAddress({ scheme: 'ssh', port: '' }, host, path)
}

function buildAddress(
  { scheme, port }: Pick<GitAddress, 'scheme' | 'port'>,
  name: string,
  path: string,
): GitAddress | null {
  const host = name.toLowerCase()
  if (!HOST.test(host) || host.includes('..') || Number(port) > 65_535) return null
  const usual = scheme === 'http' ? 80 : 443
  const shown = port === '' || Number(port) === usual ? '' : `:${Number(port)}`
  return { scheme, host: WEB_HOSTS[host] ?? host, port: shown, path }
}

/**
 * One text for all addresses of a repository (lineage.md, section 9): `git@h:a/b.git`, `ssh://` and `https://` with and
 * without `.git` are equal. A path of this machine stays a path.
 */
export function normalizeGitUrl(text: string): string {
  if (text.length > MAX_LENGTH) return text
  const url = formatShownUrl(text)
  const address = parseGitAddress(url)
  const place = address === null ? url.replace(/^file:\/\//i, '') : address.path
  const path = withoutEndSlashes(place).replace(/\.git$/, '')
  return address === null ? path : `${address.host}${address.port}/${path}`
}
