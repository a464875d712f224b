import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import type { ServiceAccount } from '@/lib/config/config'
import { DEFAULTS } from '@/lib/config/defaults'
import { createSshKey } from '@/lib/testing/signing-keys'
import { createTempDir } from '@/lib/testing/temp-dir'
import { openSigner } from './open-signer'
import { readKeyring, type TrustConfig } from './read-keyring'
import { TrustError } from './trust-error'

const ana = createSshKey()

function build(rest: Partial<TrustConfig> = {}): TrustConfig {
  const { trust, serviceAccount } = DEFAULTS
  return { trust, serviceAccount, dataDir: createTempDir('data'), ...rest }
}

function signersOf({ ssh }: Awaited<ReturnType<typeof readKeyring>>): readonly string[] {
  return [...ssh.values()].flatMap(({ grants }) => grants.map((grant) => grant.signer))
}

test('the generated key is trusted as soon as it exists', async () => {
  const config = build()
  const before = await readKeyring(config)
  expect(signersOf(before)).toEqual([])
  await openSigner(config.serviceAccount, config.dataDir)
  const after = await readKeyring(config)
  expect(signersOf(after)).toEqual(['signet@localhost'])
  expect(after.hash).not.toBe(before.hash)
})

test('the files of trust are read again, and the same trust has the same hash', async () => {
  const allowedSigners = path.join(createTempDir('trust'), 'allowed_signers')
  const config = build({ trust: { ...DEFAULTS.trust, allowedSigners } })
  writeFileSync(allowedSigners, '')
  const empty = await readKeyring(config)
  writeFileSync(allowedSigners, `ana@example.com ${ana.publicLine}\n`)
  const known = await readKeyring(config)
  expect(signersOf(known)).toEqual(['ana@example.com'])
  expect(known.hash).not.toBe(empty.hash)
  writeFileSync(allowedSigners, `# Ana\nana@example.com ${ana.publicLine}\n\n`)
  expect((await readKeyring(config)).hash).toBe(known.hash)
})

test('the log names ignored lines once', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  const allowedSigners = path.join(createTempDir('trust'), 'allowed_signers')
  writeFileSync(allowedSigners, `ana@example.com cert-authority ${ana.publicLine}\n`)
  const config = build({ trust: { ...DEFAULTS.trust, allowedSigners } })
  await readKeyring(config)
  await readKeyring(config)
  expect(warn.mock.calls).toEqual([
    ['trust: line 1 of allowed_signers does not count: cert-authority'],
  ])
  warn.mockRestore()
})

test('the error of an unreadable file names the key of signet.yaml and no path', async () => {
  const config = build({ trust: { ...DEFAULTS.trust, openpgpKeys: '/nowhere/keys.asc' } })
  await expect(readKeyring(config)).rejects.toThrow(
    new TrustError('The file that trust.openpgp_keys names cannot be read.'),
  )
})

test('the key ring has no own key when it cannot be opened', async () => {
  const key = { kind: 'text', text: 'no key', passphrase: null } as const
  const serviceAccount: ServiceAccount = { ...DEFAULTS.serviceAccount, key }
  expect(signersOf(await readKeyring(build({ serviceAccount })))).toEqual([])
})
