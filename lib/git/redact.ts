import type { Credentials } from './remote-url'

const MAX_LENGTH = 400

/** A longer user name was not chosen by a person: it is a token. */
const TOKEN_LENGTH = 20

/**
 * Makes a message of git safe to show: replaces secrets, credentials in URLs and control characters, and truncates it
 * to 400 characters.
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
  // A token may be given as the user name, alone or with a placeholder as the password.
  const isToken = password === '' || username.length >= TOKEN_LENGTH
  const secrets = isToken ? [username, password] : [password]
  const forms = [
    ...secrets.flatMap((secret) => [secret, encodeURIComponent(secret), encodeURI(secret)]),
    ...[...secrets, `${username}:${password}`].flatMap((secret) => {
      const padded = Buffer.from(secret).toString('base64')
      return [padded, padded.replace(/=+$/, ''), Buffer.from(secret).toString('base64url')]
    }),
  ]
  return forms.filter((form) => form !== '').sort((a, b) => b.length - a.length)
}
