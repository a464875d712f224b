import { expect, test } from 'vitest'
import { type Keyring, openKeyring } from '@/lib/proof/keyring'
import type { OpenpgpTag } from '@/lib/proof/proof'
import { proveSignature } from '@/lib/proof/prove-signature'
import { createOpenpgpKey, type TestOpenpgpKey } from '@/lib/testing/signing-keys'
import { createTempDir } from '@/lib/testing/temp-dir'
import { openSigner } from './open-signer'
import { verifyOpenpgp } from './verify-openpgp'

const known = createOpenpgpKey()
const stranger = createOpenpgpKey()
const HEAD = `object ${'a'.repeat(40)}\ntype commit\ntag m@v1.0.0\ntagger A <a@example.com> 1700000000 +0000\n\n`

async function signWith(key: TestOpenpgpKey, payload: string): Promise<string> {
  const account = { name: 'Test', email: 'test@example.com', sign: 'openpgp' } as const
  const text = { kind: 'text', text: key.secret, passphrase: null } as const
  const signer = await openSigner({ ...account, key: text }, createTempDir('keys'))
  return signer.sign(payload)
}

function openRing(text: string, service: TestOpenpgpKey | null = null): Keyring {
  const own = service && { principal: 'test@example.com', publicKey: service.public }
  return openKeyring({ allowedSigners: '', revokedKeys: '', openpgpKeys: text, service: own })
}

function read(raw: string, keyring: Keyring): OpenpgpTag {
  const proof = proveSignature(Buffer.from(raw), keyring)
  if (proof.kind !== 'openpgp') throw new Error(`not for gpgv: ${JSON.stringify(proof)}`)
  return proof
}

test('the verification names the signer of each tag', async () => {
  const payload = `${HEAD}Register\n`
  const good = payload + (await signWith(known, payload))
  const unknown = payload + (await signWith(stranger, payload))
  const changed = good.replace('Register\n', 'Rogister\n')
  const keyring = openRing(known.public)
  const tags = [good, unknown, changed].map((raw) => read(raw, keyring))
  const [first, second, third] = await verifyOpenpgp([...tags], keyring)
  expect(first).toMatchObject({
    kind: 'trusted',
    key: known.fingerprint,
    grants: [{ signer: 'test@example.com', from: null, until: null }],
    claims: { name: 'm@v1.0.0' },
  })
  expect(second).toMatchObject({ kind: 'untrusted', key: stranger.fingerprint })
  expect(third).toMatchObject({ kind: 'bad', why: 'incorrect' })
})

test('only the key of the service account gets its name', async () => {
  const payload = `${HEAD}Register\n`
  const keyring = openRing(known.public, stranger)
  const raw = [known, stranger].map(async (key) => payload + (await signWith(key, payload)))
  const tags = (await Promise.all(raw)).map((one) => read(one, keyring))
  const proofs = await verifyOpenpgp(tags, keyring)
  expect(proofs.map((proof) => proof?.kind === 'trusted' && proof.grants[0].signer)).toEqual([
    known.fingerprint,
    'test@example.com',
  ])
})

test('a revoked key is not trusted', async () => {
  const payload = `${HEAD}Register\n`
  const key = createOpenpgpKey()
  const raw = payload + (await signWith(key, payload))
  const keyring = openRing(key.public)
  const [before] = await verifyOpenpgp([read(raw, keyring)], keyring)
  expect(before?.kind).toBe('trusted')
  const revoked = openRing(createOpenpgpKey({ revoked: true }).public)
  expect(revoked.openpgp.fingerprints).toHaveLength(1)
  const [after] = await verifyOpenpgp([read(raw, revoked)], revoked)
  expect(after?.kind).toBe('untrusted')
})

test('gpgv does not run without signatures', async () => {
  expect(await verifyOpenpgp([], openRing(''))).toEqual([])
})
