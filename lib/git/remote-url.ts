import { GitError } from './git-error'
import { findLocalPath } from './local-path'

/** `url` is ready for git and, like `display`, holds no credentials. `host` includes no port; it is null for a path. */
export type Remote = {
  readonly kind: 'https' | 'http' | 'ssh' | 'file'
  readonly url: string
  readonly display: string
  readonly host: string | null
  readonly credentials: Credentials | null
}

export type Credentials =
  | { readonly kind: 'password'; readonly username: string; readonly password: string }
  | { readonly kind: 'ssh'; readonly keyFile: string; readonly knownHostsFile: string }

/** Which paths of this machine may be read: none, any (named on the command line), or those under a directory. */
export type LocalRule =
  | { readonly kind: 'refused' }
  | { readonly kind: 'any' }
  | { readonly kind: 'under'; readonly dir: string }

const ALLOWED = 'Allowed are https://host/path, ssh://user@host/path and user@host:path.'
const HOST = /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/
const USER = /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/
const PATH = /^[A-Za-z0-9._~!$&'()*+,;=:@%/-]+$/

/** Reads the address of a repository: https, ssh, scp form, http on this machine, or a local path where `local` allows it. Everything else throws `url-refused`, with what was found and what is allowed. Our own parser, because git's and the URL standard's accept far more. */
export function parseRemoteUrl(text: string, local: LocalRule): Remote {
  requirePlainText(text)
  if (text.startsWith('/')) return fileRemote(text, local)
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/(.*)$/.exec(text)
  if (scheme) return parseWithScheme((scheme[1] ?? '').toLowerCase(), scheme[2] ?? '', local)
  if (/^[A-Za-z0-9+.-]*::/.test(text)) {
    throw refused(`"${text.split('::')[0]}::" would run a Git remote helper.`)
  }
  if (/^[A-Za-z]:[\\/]/.test(text)) throw refused('This is a Windows path.')
  return parseScpForm(text)
}

function parseWithScheme(scheme: string, rest: string, local: LocalRule): Remote {
  switch (scheme) {
    case 'https':
    case 'http':
      return parseHttp(scheme, rest)
    case 'ssh':
      return parseSsh(rest)
    case 'file':
      if (!rest.startsWith('/')) {
        throw refused('A file:// address names a path of this machine: file:///path.')
      }
      return fileRemote(decode(rest), local)
    default:
      throw refused(`The protocol "${scheme}" is not allowed.`)
  }
}

function parseHttp(kind: 'https' | 'http', rest: string): Remote {
  const { user, host, port, path } = splitAuthority(rest)
  if (kind === 'http' && !isLoopback(host)) {
    throw refused(`http:// to "${host}" would send everything unencrypted; use https://.`)
  }
  const url = `${kind}://${host}${port}${path}`
  return { kind, url, display: url, host, credentials: user ? password(user) : null }
}

function parseSsh(rest: string): Remote {
  const { user, host, port, path } = splitAuthority(rest)
  if (user?.includes(':')) throw refused('An ssh address cannot hold a password; configure a key.')
  if (user !== null && !USER.test(user)) throw refused('The user name has characters not allowed.')
  const url = `ssh://${user === null ? '' : `${user}@`}${host}${port}${path}`
  return { kind: 'ssh', url, display: url, host, credentials: null }
}

/** `user@host:path`, git's short form of ssh; the path is relative to the home directory unless it starts with a slash. */
function parseScpForm(text: string): Remote {
  const match = /^([^@/:]+)@([^:/@]+):(.+)$/.exec(text)
  if (!match) throw refused(whyNoAddress(text))
  const [, user = '', host = '', path = ''] = match
  if (!USER.test(user)) throw refused('The user name has characters not allowed.')
  requireHost(host)
  requirePath(path)
  if (path.startsWith(':')) throw refused('The path cannot start with ":".')
  return { kind: 'ssh', url: text, display: text, host, credentials: null }
}

function whyNoAddress(text: string): string {
  if (text.startsWith('-')) return 'An address cannot start with "-".'
  if (/^[.~]/.test(text)) return 'This is a relative path; a local path must be absolute.'
  return 'This is no address of a repository.'
}

function splitAuthority(rest: string) {
  const slash = rest.indexOf('/')
  const authority = slash < 0 ? rest : rest.slice(0, slash)
  const path = slash < 0 ? '' : rest.slice(slash)
  const at = authority.lastIndexOf('@')
  const user = at < 0 ? null : authority.slice(0, at)
  const [host = '', portText, ...more] = authority.slice(at + 1).split(':')
  if (authority.includes('[')) throw refused('IPv6 addresses are not supported; use a host name.')
  requireHost(host)
  const portNumber = Number(portText ?? 1)
  const isPort = /^\d{1,5}$/.test(portText ?? '1') && portNumber >= 1 && portNumber <= 65535
  if (more.length > 0 || !isPort) throw refused('The port must be a number from 1 to 65535.')
  requirePath(path)
  if (!/[^/]/.test(path)) throw refused('The address names no repository, only a host.')
  return { user, host, port: portText === undefined ? '' : `:${portNumber}`, path }
}

function password(user: string): Credentials {
  const colon = user.indexOf(':')
  const username = decode(colon < 0 ? user : user.slice(0, colon))
  return { kind: 'password', username, password: colon < 0 ? '' : decode(user.slice(colon + 1)) }
}

function fileRemote(path: string, local: LocalRule): Remote {
  const real = findLocalPath(path, local)
  const url = `file://${real.split('/').map(encodeURIComponent).join('/')}` // git decodes file:// URLs
  return { kind: 'file', url, display: real, host: null, credentials: null }
}

function requirePlainText(text: string): void {
  if (text === '') throw refused('The address is empty.')
  if (text.length > 2048) throw refused('The address is longer than 2048 characters.')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029]|%(0|1)[0-9a-f]|%7f/i.test(text)) {
    throw refused('The address contains a control character, as itself or percent-encoded.')
  }
}

function requireHost(host: string): void {
  if (!HOST.test(host) || host.length > 253 || host.includes('..')) {
    throw refused(
      'The host must be letters, digits, dots and hyphens, starting and ending with a letter or digit.',
    )
  }
  const isNumber = /^(0x[0-9a-f]*|\d+)$/i.test(host.split('.').at(-1) ?? '')
  const isAddress = /^((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.|$)){4}$/.test(host)
  if (isNumber && !isAddress) throw refused(`"${host}" is no host name and no plain IPv4 address.`)
}

function requirePath(path: string): void {
  if (path.startsWith('-')) throw refused('The path cannot start with "-".')
  if (path.includes('?') || path.includes('#')) {
    throw refused('A repository address has no "?" and no "#".')
  }
  if (path !== '' && !PATH.test(path))
    throw refused('The path has characters not allowed; percent-encode them.')
  if (/%(?![0-9a-f]{2})/i.test(path)) throw refused('The path has a "%" without two hex digits.')
}

function isLoopback(host: string): boolean {
  return host.toLowerCase() === 'localhost' || /^127(\.\d{1,3}){3}$/.test(host)
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw refused('The address has percent-encoding that is not UTF-8.')
  }
}

function refused(found: string): GitError {
  return new GitError('url-refused', `${found} ${ALLOWED}`)
}
