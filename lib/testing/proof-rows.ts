import { expect, test } from 'vitest'
import { openKeyring } from '@/lib/proof/keyring'
import { proveSignature } from '@/lib/proof/prove-signature'
import { createHandKey, createRsaHandKey, formatPayload, signByHand, signSsh } from './signed-bytes'
import { createSshKey, type TestSshKey } from './signing-keys'
import { openReference, type Reference } from './verify-tag'

export const ada = createSshKey()
export const stranger = createSshKey()
export const gone = createSshKey()
export const filesOnly = createSshKey()
export const ecdsa = ['256', '384', '521'].map((bits) => createSshKey(['-t', 'ecdsa', '-b', bits]))
export const rsa = ['1024', '2048', '3072'].map((bits) => createSshKey(['-t', 'rsa', '-b', bits]))
export const hand = createHandKey()
export const handRsa = createRsaHandKey(2048)
export const otherRsa = createRsaHandKey(2048, 3)

export const allowedSigners = [
  `ada@example.com ${ada.publicLine}`,
  `hand@example.com ${hand.line}`,
  `hand-rsa@example.com ${handRsa.line}`,
  `exponent@example.com ${otherRsa.line}`,
  `gone@example.com ${gone.publicLine}`,
  `files@example.com namespaces="file" ${filesOnly.publicLine}`,
  ...[...ecdsa, ...rsa].map((key, index) => `key${index}@example.com ${key.publicLine}`),
  '',
].join('\n')
const trust = { allowedSigners, revokedKeys: `${gone.publicLine}\n` }
const keyring = openKeyring({ ...trust, openpgpKeys: '', service: null })

export const PAYLOAD = formatPayload()
export const SIGNATURE = signSsh(PAYLOAD, ada)
export const GOOD = PAYLOAD + SIGNATURE

export function signed(
  payload: string,
  key: TestSshKey = ada,
  options: readonly string[] = [],
): string {
  return payload + signSsh(Buffer.from(payload, 'latin1'), key, { options })
}

export function byHand(spec: Parameters<typeof signByHand>[2], key = hand): string {
  return PAYLOAD + signByHand(PAYLOAD, key, spec)
}

let reference: Promise<Reference> | null = null

type Row = readonly [what: string, raw: string, ours: string, git: 'accepts' | 'refuses']

/** `trusted by NAME`, or kind and reason. */
function describeProof(raw: string): string {
  const proof = proveSignature(Buffer.from(raw, 'latin1'), keyring)
  if (proof.kind === 'trusted') return `trusted by ${proof.grants[0].signer}`
  return 'why' in proof ? `${proof.kind}: ${proof.why}` : proof.kind
}

/** Each row is also put before `git verify-tag` with the same keys. Where Signet accepts, git must, and name the same. */
export function checkRows(rows: readonly Row[]): void {
  test.concurrent.each(rows)('%s', async (_, raw, ours, git) => {
    expect(describeProof(raw)).toBe(ours)
    reference ??= openReference()
    const answer = await (await reference).verify(Buffer.from(raw, 'latin1'), trust)
    expect(answer.accepts ? 'accepts' : 'refuses').toBe(git)
    if (answer.accepts && ours.startsWith('trusted'))
      expect(`trusted by ${answer.signer}`).toBe(ours)
  })
}
