import { findLocalPath, type LocalRule } from './local-path'
import {
  decode,
  refused,
  requireHost,
  requirePath,
  requirePlainText,
  requirePort,
} from './url-parts'

/**
 * `url` is ready for git and, like `display`, holds no credentials. `host` includes no port; it is
 * null for a path.
 */
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
  /** The ssh settings, keys, known hosts and agent of the person who started the server. */
  | { readonly kind: 'own-ssh'; readonly agentSocket: string | null }

const USER_INFO = /^[A-Za-z0-9._~!$&'()*+,;=:@%-]+$/
const USER = /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/

/**
 * Parses the address of a repository: https, ssh, scp form, http on this machine, or a local path where `local` allows
 * it. Throws `url-refused` for anything else, with what was found and what is allowed. It is stricter than git and the
 * URL standard, which accept far more.
 */
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

/**
 * `user@host:path`, git's short form of ssh; the path is relative to the home directory unless it
 * starts with a slash.
 */
function parseScpForm(text: string): Remote {
  const match = /^([^@/:]+)@([^:/@]+):(.+)$/.exec(text)
  if (text.startsWith('-')) throw refused('An address cannot start with "-".')
  if (!match) throw refused(describeInvalidAddress(text))
  const [, user = '', host = '', path = ''] = match
  if (!USER.test(user)) throw refused('The user name has characters not allowed.')
  requireHost(host)
  requirePath(path)
  if (path.startsWith(':')) throw refused('The path cannot start with ":".')
  return { kind: 'ssh', url: text, display: text, host, credentials: null }
}

function describeInvalidAddress(text: string): string {
  if (/^[.~]/.test(text)) return 'This is a relative path; a local path must be absolute.'
  return 'This is not the address of a repository.'
}

function splitAuthority(rest: string) {
  const slash = rest.indexOf('/')
  const authority = slash < 0 ? rest : rest.slice(0, slash)
  const path = slash < 0 ? '' : rest.slice(slash)
  const at = authority.lastIndexOf('@')
  const user = at < 0 ? null : authority.slice(0, at)
  const [host = '', portText, ...more] = authority.slice(at + 1).split(':')
  if (authority.includes('[')) throw refused('IPv6 addresses are not supported; use a host name.')
  if (more.length > 0) throw refused('The port must be a number from 1 to 65535.')
  requireHost(host)
  requirePath(path)
  if (!/[^/]/.test(path)) throw refused('The address names no repository, only a host.')
  return { user, host, port: portText === undefined ? '' : `:${requirePort(portText)}`, path }
}

function password(user: string): Credentials {
  if (!USER_INFO.test(user)) {
    throw refused('The user name or password has characters not allowed; percent-encode them.')
  }
  const colon = user.indexOf(':')
  const username = decode(colon < 0 ? user : user.slice(0, colon))
  return { kind: 'password', username, password: colon < 0 ? '' : decode(user.slice(colon + 1)) }
}

function fileRemote(path: string, local: LocalRule): Remote {
  const real = findLocalPath(path, local)
  const url = `file://${real.split('/').map(encodeURIComponent).join('/')}` // git decodes file:// URLs
  return { kind: 'file', url, display: real, host: null, credentials: null }
}

function isLoopback(host: string): boolean {
  return host.toLowerCase() === 'localhost' || /^127(\.\d{1,3}){3}$/.test(host)
}
