import { GitError } from './git-error'

const ALLOWED = 'Allowed are https://host/path, ssh://user@host/path and user@host:path.'
const HOST = /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/
const PATH = /^[A-Za-z0-9._~!$&'()*+,;=:@%/-]+$/

/** No control characters anywhere: a line break would add headers or credentials' host lines. */
export function requirePlainText(text: string): void {
  if (text === '') throw refused('The address is empty.')
  if (text.length > 2048) throw refused('The address is longer than 2048 characters.')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029]|%(0|1)[0-9a-f]|%7f/i.test(text)) {
    throw refused('The address contains a control character, as itself or percent-encoded.')
  }
}

/** A DNS name or a plain IPv4 address; other notations of IPv4 that C libraries accept hide the address. */
export function requireHost(host: string): void {
  if (!HOST.test(host) || host.length > 253 || host.includes('..')) {
    throw refused(
      'The host must be letters, digits, dots and hyphens, starting and ending with a letter or digit.',
    )
  }
  const isNumber = /^(0x[0-9a-f]*|\d+)$/i.test(host.split('.').at(-1) ?? '')
  const isAddress = /^((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.|$)){4}$/.test(host)
  if (isNumber && !isAddress) throw refused(`"${host}" is no host name and no plain IPv4 address.`)
}

/** The port without leading zeros. */
export function requirePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0
  if (port < 1 || port > 65535) throw refused('The port must be a number from 1 to 65535.')
  return port
}

/** A path that git, ssh and curl interpret alike. */
export function requirePath(path: string): void {
  if (path.startsWith('-')) throw refused('The path cannot start with "-".')
  if (path.includes('?') || path.includes('#')) {
    throw refused('A repository address has no "?" and no "#".')
  }
  if (path !== '' && !PATH.test(path))
    throw refused('The path has characters not allowed; percent-encode them.')
  if (/%(?![0-9a-f]{2})/i.test(path)) throw refused('The path has a "%" without two hex digits.')
}

/** Percent-decodes. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw refused('The address has percent-encoding that is not UTF-8.')
  }
}

/** The error of every refusal: what was found, then what is allowed. */
export function refused(found: string): GitError {
  return new GitError('url-refused', `${found} ${ALLOWED}`)
}
