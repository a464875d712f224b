import * as z from 'zod'
import { keys } from '@/lib/policy/schema-parts'
import type { ServiceAccount, SigningKey } from './config'
import { DEFAULTS } from './defaults'
import { endLine, text } from './schema-parts'

const NAME = 'a name on one line without < and >'
const EMAIL = 'an e-mail address, as in signet@example.com'
const SOCKET = `the absolute path of an agent's socket, as in \${SSH_AUTH_SOCK}`
const SSH_KEY = `the text of a private SSH key, as in \${file:/run/secrets/signing}`
const PUBLIC_KEY = 'the public line of the key that the agent holds, as in ssh-ed25519 AAAA...'
const OPENPGP_KEY =
  'the text of an armored OpenPGP private key, ' + `as in \${file:/run/secrets/signing.asc}`

const schema = keys({
  name: z
    .string(NAME)
    .regex(/^[^<>\p{Cc}]*[\p{L}\p{N}][^<>\p{Cc}]*$/u, NAME)
    .optional(),
  // It is also a principal of allowed_signers, where these characters would make a pattern of it.
  email: z
    .string(EMAIL)
    .regex(/^[^\s<>@,*?!"#\p{Cc}]+@[^\s<>@,*?!"#\p{Cc}]+$/u, EMAIL)
    .optional(),
  sign: z.enum(['ssh', 'openpgp'], 'ssh or openpgp').optional(),
  key: z.string(SSH_KEY).optional(),
  passphrase: text.optional(),
  agent: z
    .string(SOCKET)
    .regex(/^\/[^\p{Cc}]+$/u, SOCKET)
    .optional(),
})

type Written = z.infer<typeof schema>

/** `service_account`: whose name stands on the tags that Signet writes, and the key that signs them. */
export const serviceAccountSchema = schema.transform((written, context): ServiceAccount => {
  const key = readSigningKey(written)
  if ('allowed' in key) {
    context.addIssue({ code: 'custom', message: key.allowed, path: [key.at] })
    return z.NEVER
  }
  const { name, email, sign } = { ...DEFAULTS.serviceAccount, ...withoutAbsent(written) }
  return { name, email, sign, key }
})

type Refused = { readonly at: 'key' | 'passphrase' | 'agent'; readonly allowed: string }

function readSigningKey({ sign, key, passphrase, agent }: Written): SigningKey | Refused {
  if (sign === 'openpgp' && agent !== undefined) {
    return { at: 'agent', allowed: 'no agent with sign: openpgp, but the key itself' }
  }
  if (passphrase !== undefined && (key === undefined || agent !== undefined)) {
    return { at: 'passphrase', allowed: 'a passphrase only together with the key that it opens' }
  }
  if (agent !== undefined) {
    if (key === undefined || !isPublicLine(key)) return { at: 'key', allowed: PUBLIC_KEY }
    return { kind: 'agent', publicKey: key.trim(), socket: agent }
  }
  if (sign === 'openpgp') {
    const begin = '-----BEGIN PGP PRIVATE KEY BLOCK-----'
    if (!key?.startsWith(begin)) return { at: 'key', allowed: OPENPGP_KEY }
  } else if (key === undefined) {
    return { kind: 'generated' }
  } else if (!/^-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(key)) {
    return { at: 'key', allowed: SSH_KEY }
  }
  return { kind: 'text', text: endLine(key), passphrase: passphrase ?? null }
}

function isPublicLine(line: string): boolean {
  return /^(?:ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521)) [A-Za-z0-9+/]+=*(?: .*)?\s*$/.test(
    line,
  )
}

function withoutAbsent({ name, email, sign }: Written): Partial<ServiceAccount> {
  return {
    ...(name !== undefined && { name }),
    ...(email !== undefined && { email }),
    ...(sign !== undefined && { sign }),
  }
}
