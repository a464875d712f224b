import type { ServiceAccount } from '@/lib/config/config'
import { openOpenpgpKey } from './open-openpgp-key'
import { findSshPublicKey, openSshKey } from './open-ssh-key'
import type { PublicKey, Signer } from './signer'
import { openKeyDir } from './work-dir'

/**
 * The service account's signer. A generated key is created at the first call, below `dataDir`, readable only by this
 * user. Throws KeyError when the key cannot be opened. Use testSigner to check that it can sign.
 */
export async function openSigner(account: ServiceAccount, dataDir: string): Promise<Signer> {
  const keyDir = await openKeyDir(dataDir)
  const open = account.sign === 'ssh' ? openSshKey : openOpenpgpKey
  const { publicKey, sign } = await open(account.key, keyDir)
  const { name, email } = account
  const view = { name, email, format: publicKey.format, key: publicKey.fingerprint }
  return { view, publicKey, sign }
}

/**
 * The public half of the service account's key, which identifies its signatures. Null when the key was not generated
 * yet. Creates no key and needs no agent. Throws KeyError.
 */
export async function findPublicKey(
  account: ServiceAccount,
  dataDir: string,
): Promise<PublicKey | null> {
  const keyDir = await openKeyDir(dataDir)
  if (account.sign === 'ssh') return findSshPublicKey(account.key, keyDir)
  return (await openOpenpgpKey(account.key, keyDir)).publicKey
}
