import { execFileSync } from 'node:child_process'
import { afterAll, expect, test } from 'vitest'
import { openKeyring } from '@/lib/proof/keyring'
import type { OpenpgpTag } from '@/lib/proof/proof'
import { proveSignature } from '@/lib/proof/prove-signature'
import { createRandom, mutate } from '@/lib/testing/mutate'
import { createGpgHome, formatPayload, signOpenpgp } from '@/lib/testing/signed-bytes'
import { createOpenpgpKey } from '@/lib/testing/signing-keys'
import { openReference } from '@/lib/testing/verify-tag'
import { verifyOpenpgp } from './verify-openpgp'

/** SIGNET_ENDURE=1 makes ten times as many, and others each time. */
const ENDURE = process.env.SIGNET_ENDURE === '1'
const MUTANTS = ENDURE ? 4000 : 400
const SEED = ENDURE ? Date.now() % 2 ** 32 : 1

const keys = [createOpenpgpKey(), createOpenpgpKey({ algorithm: 'rsa3072' })]
const home = createGpgHome(keys.map((key) => key.secret))
const openpgpKeys = keys.map((key) => key.public).join('\n')
const keyring = openKeyring({ allowedSigners: '', revokedKeys: '', openpgpKeys, service: null })
const tags = keys.map(({ fingerprint }) => {
  const payload = formatPayload({ message: 'Register\n\nReason: none\n' })
  return payload + signOpenpgp(payload, home, ['-u', fingerprint])
})

afterAll(() => {
  execFileSync('gpgconf', ['--homedir', home, '--kill', 'all'])
})

test(`accepts none of ${MUTANTS} changed tags that gpg refuses (seed ${SEED})`, async () => {
  const random = createRandom(SEED)
  const raws: string[] = [...tags]
  const asked: OpenpgpTag[] = []
  const texts: string[] = []
  for (let count = 0; count < MUTANTS; count += 1) {
    raws.push(mutate(tags[count % tags.length] ?? '', random, tags))
  }
  for (const raw of raws) {
    const tag = proveSignature(Buffer.from(raw, 'latin1'), keyring)
    if (tag.kind !== 'openpgp') continue
    asked.push(tag)
    texts.push(raw)
  }
  const proofs = await verifyOpenpgp(asked, keyring)
  const accepted = texts.filter((_, index) => proofs[index]?.kind === 'trusted')
  expect(accepted.slice(0, 2)).toEqual(tags)
  const reference = await openReference()
  for (const raw of new Set(accepted)) {
    const bytes = Buffer.from(raw, 'latin1')
    const answer = await reference.verify(bytes, { allowedSigners: '', gpgHome: home })
    expect({ raw, accepts: answer.accepts }).toEqual({ raw, accepts: true })
    // What gpg does not sign is only what it does not need: the text is the same to the byte.
    expect(tags.map((tag) => tag.split('-----BEGIN')[0])).toContain(raw.split('-----BEGIN')[0])
  }
}, 600_000)
