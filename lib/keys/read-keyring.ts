import { readFile } from 'node:fs/promises'
import type { Config } from '@/lib/config/config'
import { type Keyring, type KeyringSource, openKeyring } from '@/lib/proof/keyring'
import { KeyError } from './key-error'
import { findPublicKey } from './open-signer'
import { TrustError } from './trust-error'

/** Key rings are small; a larger file is something else. */
const MAX_BYTES = 4 * 1024 * 1024

export type TrustConfig = Pick<Config, 'trust' | 'serviceAccount' | 'dataDir'>

/**
 * The parsed key ring is cached for the last contents of the files, because they rarely change. Problems in them are
 * logged once.
 */
let last: { readonly text: string; readonly keyring: Keyring } | null = null

/**
 * The currently trusted keys: those of the `trust` files, which are read again, and Signet's own key for the address of
 * the service account. Throws TrustError when a file cannot be read, so that no signature turns bad because of an
 * unmounted disk.
 */
export async function readKeyring(config: TrustConfig): Promise<Keyring> {
  const { trust, serviceAccount } = config
  const publicKey = await findOwnKey(config)
  const source: KeyringSource = {
    allowedSigners: await readTrust('allowed_signers', trust.allowedSigners),
    revokedKeys: await readTrust('revoked_keys', trust.revokedKeys),
    openpgpKeys: await readTrust('openpgp_keys', trust.openpgpKeys),
    service: publicKey === null ? null : { principal: serviceAccount.email, publicKey },
  }
  const text = JSON.stringify(source)
  if (last?.text !== text) {
    last = { text, keyring: openKeyring(source) }
    for (const { file, line, code } of last.keyring.problems) {
      console.warn(`trust: line ${line} of ${file.replace('-', '_')} does not count: ${code}`)
    }
  }
  return last.keyring
}

async function readTrust(key: string, file: string | null): Promise<string> {
  if (file === null) return ''
  const bytes = await readFile(file).catch(() => {
    throw new TrustError(`The file that trust.${key} names cannot be read.`)
  })
  if (bytes.length <= MAX_BYTES) return bytes.toString('utf8')
  throw new TrustError(`The file that trust.${key} names has more than ${MAX_BYTES} bytes.`)
}

/** A program derives the public half of a key, so the result is cached. */
const own = new Map<string, string>()

/** Null when there is no key or it cannot be opened. Then no tag counts as written by Signet. */
async function findOwnKey({ serviceAccount, dataDir }: TrustConfig): Promise<string | null> {
  const id = JSON.stringify([serviceAccount, dataDir])
  const known = own.get(id)
  if (known !== undefined) return known
  try {
    const key = await findPublicKey(serviceAccount, dataDir)
    if (key === null) return null
    const text = key.format === 'ssh' ? key.line : key.armored
    own.set(id, text)
    return text
  } catch (error) {
    if (error instanceof KeyError) return null
    throw error
  }
}
