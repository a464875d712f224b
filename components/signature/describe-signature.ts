import type { SignatureStatus, SignatureView } from '@/lib/index/views'

const WORDS = {
  verified: 'Verified',
  untrusted: 'Signed, key not known',
  invalid: 'Invalid signature',
  unsigned: 'Not signed',
  unsupported: 'Signed, not checked',
} satisfies Record<SignatureStatus, string>

const FORMATS = { ssh: 'SSH', openpgp: 'OpenPGP', x509: 'X.509' } satisfies Record<
  NonNullable<SignatureView['format']>,
  string
>

/** A signature's state in two to four words. */
export function signatureWord(signature: SignatureView): string {
  return WORDS[signature.status]
}

/** A signature in one line: what it proves, by whom, with which key. */
export function describeSignature(signature: SignatureView): string {
  const format = signature.format ? `${FORMATS[signature.format]} signature` : null
  const signer = signature.signer ? `by ${signature.signer}` : null
  const key = signature.key ? `key ${signature.key}` : null
  const facts = [format, signer, key].filter((fact) => fact !== null)
  return [WORDS[signature.status], facts.join(' ')].filter(Boolean).join(': ')
}
