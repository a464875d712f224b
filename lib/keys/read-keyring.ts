import { readFile } from 'node:fs/promises'
import type { Config } from '@/lib/config/config'
import { type Keyring, type KeyringSource, openKeyring } from '@/lib/proof/keyring'
import { KeyError } from './key-error'
import { findPublicKey } from './open-signer'
import { TrustError } from './trust-error'

/** Key rings are small; a larger file is something else. */
const MAX_BYTES = 4 * 1024 * 1024

export type TrustConfig = Pick<Config, 'trust' | 'serviceAccount' | 'dataDir'>

/** Parsing is remembered for the texts read last: between two syncs they hardly ever change. What is wrong in them is
 *  logged once. */
let last: { readonly text: string; readonly keyring: Keyring } | null = null

/**
 * Who is trusted now: the files of `trust`, read anew, and our own key for the service account's address.
 * Throws TrustError where a file cannot be read, so that nobody's signature turns bad by an unmounted disk.
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

/** A program says what a key's public half is: it is asked once. */
const own = new Map<string, string>()

/** Null while there is none, and where it cannot be opened: then no tag is ours. */
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
