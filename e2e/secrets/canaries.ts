import { createSshKey } from '@/lib/testing/signing-keys'

const sshKey = createSshKey().text
const passphrase = 'canary-of-the-passphrase'
const signingKey = createSshKey(['-t', 'ed25519'], passphrase).text

/** Private keys as they stand in signet.yaml. */
export const KEYS = { sshKey, signingKey }

/** Secrets by where they are planted. Of a key, a line of its body. */
export const CANARIES = {
  password: 'canary+of/the~remote?pw',
  typed: 'canary-typed-into-a-url',
  userToken: 'ghp_canary0123456789abcdef',
  sshKey: sshKey.split('\n')[2] ?? '',
  signingKey: signingKey.split('\n')[2] ?? '',
  passphrase,
  clientSecret: 'secret-of-the-client-for-tests',
  configToken: 'canary-token-of-signet-yaml-0123456789',
  adminToken: 'canary-token-of-the-owner-0123456789',
  unknownToken: 'canary-token-of-nobody-0123456789',
  databasePassword: 'canary-of-the-database',
} as const

/** A text that something has said, and where. */
export type Said = { readonly where: string; readonly text: string }

/** Every place where a secret, in whatever writing, is said. */
export function listSecrets(
  said: readonly Said[],
  secrets: Readonly<Record<string, string>>,
): readonly string[] {
  const writings = Object.entries(secrets).flatMap(([name, secret]) =>
    writingsOf(secret).map((writing) => ({ name, writing })),
  )
  return said.flatMap(({ where, text }) =>
    writings
      .filter(({ writing }) => text.includes(writing))
      .map(({ name, writing }) => `${name} as ${writing} in ${where}`),
  )
}

function writingsOf(secret: string): readonly string[] {
  const base64 = [secret, `bot:${secret}`, `${secret}:x-oauth-basic`].flatMap((text) => [
    Buffer.from(text).toString('base64').replace(/=+$/, ''),
    Buffer.from(text).toString('base64url'),
  ])
  return [...new Set([secret, encodeURIComponent(secret), encodeURI(secret), ...base64])]
}
