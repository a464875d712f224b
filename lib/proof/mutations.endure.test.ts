import { beforeAll, expect, test } from 'vitest'
import { createRandom, mutate } from '@/lib/testing/mutate'
import { formatPayload, signSsh } from '@/lib/testing/signed-bytes'
import { createSshKey } from '@/lib/testing/signing-keys'
import { openReference, type Reference } from '@/lib/testing/verify-tag'
import { type Keyring, openKeyring } from './keyring'
import { proveSignature } from './prove-signature'

/** SIGNET_ENDURE=1 makes ten times as many, and others each time. */
const ENDURE = process.env.SIGNET_ENDURE === '1'
const MUTANTS = ENDURE ? 10_000 : 1000
const SEED = ENDURE ? Date.now() % 2 ** 32 : 1
/** Of those that Signet refuses, as many are put before git too, to see that both speak of the same. */
const ASKED = ENDURE ? 1000 : 40

const kinds = [
  ['-t', 'ed25519'],
  ['-t', 'ecdsa'],
  ['-t', 'ecdsa', '-b', '521'],
  ['-t', 'rsa'],
]
const keys = kinds.map((kind) => createSshKey(kind))
const signers = keys.map((key, index) => `key${index}@example.com ${key.publicLine}`)
const allowedSigners = `${signers.join('\n')}\n`
const tags = keys.map((key, index) => {
  const message = `Assign ${index}\n\nReason: none\nRegistry-Repo: git.example.com/ml\n`
  const payload = formatPayload({ name: `nn#production#${index + 1}`, message })
  return payload + signSsh(payload, key)
})

let reference: Reference
beforeAll(async () => {
  reference = await openReference()
})

function openRing(text: string) {
  return openKeyring({ allowedSigners: text, revokedKeys: '', openpgpKeys: '', service: null })
}

function nameSigner(raw: string, keyring: Keyring): string | null {
  const proof = proveSignature(Buffer.from(raw, 'latin1'), keyring)
  return proof.kind === 'trusted' ? proof.grants[0].signer : null
}

test(`accepts none of ${MUTANTS} changed tags (seed ${SEED})`, async () => {
  const random = createRandom(SEED)
  const keyring = openRing(allowedSigners)
  const accepted: string[] = []
  const stricter: string[] = []
  for (let count = 0; count < MUTANTS; count += 1) {
    const tag = tags[count % tags.length] ?? ''
    const mutant = mutate(tag, random, tags)
    if (mutant === tag) continue
    if (nameSigner(mutant, keyring) !== null) accepted.push(mutant)
    if (count % Math.ceil(MUTANTS / ASKED) > 0) continue
    const answer = await reference.verify(Buffer.from(mutant, 'latin1'), { allowedSigners })
    if (answer.accepts) stricter.push(mutant)
  }
  // Not even one that git takes: any other byte is another tag.
  expect(accepted).toEqual([])
  // Git does take some: bytes around the block and in the armor that it does not look at.
  expect(stricter.length).toBeLessThan(ASKED / 2)
  expect(tags.map((tag) => nameSigner(tag, keyring))).toEqual(
    keys.map((_, i) => `key${i}@example.com`),
  )
}, 600_000)

function isLeftOut({ problems }: Keyring, line: number): boolean {
  return problems.some((problem) => problem.line === line)
}

const FILES = [
  allowedSigners,
  ...[
    `a@x,!b@x,"c d" ${keys[0]?.publicLine}\n`,
    `# x\n*@x namespaces="git,f?le" ${keys[0]?.publicLine}\n`,
  ],
  `a@x valid-after="20250101",valid-before="20270101Z" ${keys[0]?.publicLine}\nb@x ${keys[0]?.publicLine}\n`,
]

test(`trusts no signer by ${MUTANTS / 10} changed allowed_signers whom ssh-keygen would not (seed ${SEED})`, async () => {
  const random = createRandom(SEED + 1)
  const [raw = ''] = tags
  const looser: unknown[] = []
  let accepted = 0
  for (let count = 0; count < MUTANTS / 10; count += 1) {
    const text = mutate(FILES[count % FILES.length] ?? '', random, FILES)
    const bytes = Buffer.from(text, 'latin1')
    // Both read the same bytes: as UTF-8 where a file is.
    const keyring = openRing(bytes.toString('utf8'))
    const signer = nameSigner(raw, keyring)
    if (signer === null) continue
    accepted += 1
    const whole = await reference.verify(raw, { allowedSigners: bytes })
    // Of two names for one key ssh-keygen says the first: that of a line which is ignored here, where it is one that
    // ssh-keygen reads.
    const kept = text.split('\n').filter((_, line) => !isLeftOut(keyring, line + 1))
    const allowed = Buffer.from(kept.join('\n'), 'latin1')
    const answer = await reference.verify(raw, { allowedSigners: allowed })
    const isSame = whole.accepts && answer.accepts && answer.signer === signer
    if (!isSame) looser.push(JSON.stringify({ text, signer, whole, answer }))
  }
  expect(looser).toEqual([])
  expect(accepted).toBeGreaterThan(MUTANTS / 100)
}, 600_000)

test(`never throws at ${MUTANTS} pieces of nonsense (seed ${SEED})`, () => {
  const random = createRandom(SEED + 2)
  const keyring = openRing(allowedSigners)
  for (let count = 0; count < MUTANTS; count += 1) {
    const bytes = Buffer.from(Array.from({ length: random(400) }, () => random(256)))
    const head = formatPayload()
    const block = `-----BEGIN SSH SIGNATURE-----\n${Buffer.concat([
      Buffer.from('SSHSIG\0\0\0\x01'),
      bytes,
    ])
      .toString('base64')
      .match(/.{1,70}/g)
      ?.join('\n')}\n-----END SSH SIGNATURE-----\n`
    for (const text of [bytes.toString('latin1'), head + block]) {
      expect(nameSigner(text, keyring)).toBeNull()
      openKeyring({ allowedSigners: text, revokedKeys: text, openpgpKeys: text, service: null })
    }
  }
})
