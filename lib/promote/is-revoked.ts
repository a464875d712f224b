import { readKeyring, type TrustConfig } from '@/lib/keys/read-keyring'
import type { Signer } from '@/lib/keys/signer'
import { TrustError } from '@/lib/keys/trust-error'

/** For people: what is wrong with a key that is revoked. */
export const REVOKED = 'The file that trust.revoked_keys names has the service account’s own key.'

/** Whether a tag by this key counts for nobody, by the file as it is now. Where it cannot be read, nobody knows. */
export async function isRevoked(config: TrustConfig, { view }: Signer): Promise<boolean> {
  try {
    return (await readKeyring(config)).revoked.fingerprints.has(view.key)
  } catch (error) {
    if (!(error instanceof TrustError)) throw error
    return false
  }
}
