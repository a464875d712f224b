import type { SignatureView } from '@/lib/views/signature'

/** The verdicts in two to five words. */
const WORDS = {
  good: 'Verified',
  unsigned: 'Not signed',
  untrusted: 'Signed, key unknown',
  'not-allowed': 'Signed, signer not allowed',
  mismatch: 'Signed for another tag',
  'wrong-repo': 'Signed for another repository',
  bad: 'Invalid signature',
  malformed: 'Malformed signature',
  revoked: 'Signed with a revoked key',
  expired: 'Signed while the key was not valid',
  unsupported: 'Signed, not checked',
  moved: 'Signed, but moved afterwards',
} satisfies Record<SignatureView['verdict'], string>

const FORMATS = { ssh: 'SSH', openpgp: 'OpenPGP', x509: 'X.509' } satisfies Record<
  NonNullable<SignatureView['format']>,
  string
>

/** The verdict of a signature in a few words. */
export function signatureWord(signature: SignatureView): string {
  return WORDS[signature.verdict]
}

/** A signature in one line: the verdict, the signer and the key. */
export function describeSignature(signature: SignatureView): string {
  const format = signature.format ? `${FORMATS[signature.format]} signature` : null
  const signer = signature.signer ? `by ${signature.signer}` : null
  const key = signature.key ? `with key ${signature.key}` : null
  const facts = [format, signer, key].filter((fact) => fact !== null)
  return [signatureWord(signature), facts.join(' ')].filter(Boolean).join(': ')
}
