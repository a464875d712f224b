import type { Credentials } from './remote-url'

const MAX_LENGTH = 400

/**
 * Makes git's own words fit to show: secrets, credentials in URLs and control characters replaced,
 * 400 characters at most.
 */
export function redact(text: string, credentials: Credentials | null): string {
  let clean = text.replace(/(:\/\/)[^\s/@]*@/g, '$1')
  for (const secret of secretsOf(credentials)) clean = clean.replaceAll(secret, '***')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
  clean = clean.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+/g, ' ').trim()
  return clean.length > MAX_LENGTH ? `${clean.slice(0, MAX_LENGTH)}…` : clean
}

/** Every form in which a secret could turn up, longest first so that no part of one remains. */
function secretsOf(credentials: Credentials | null): readonly string[] {
  if (!credentials) return []
  if (credentials.kind === 'own-ssh') return []
  if (credentials.kind === 'ssh') return [credentials.keyFile, credentials.knownHostsFile]
  const { username, password } = credentials
  const secret = password === '' ? username : password // a token may stand as the user name alone
  const basic = Buffer.from(`${username}:${password}`).toString('base64')
  const forms = [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64'), basic]
  return forms.filter((form) => form !== '').sort((a, b) => b.length - a.length)
}
