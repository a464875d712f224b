import type { Keyring } from '@/lib/proof/keyring'
import type { Signer } from './signer'

/** For people: what is wrong with a key that is revoked. */
export const REVOKED = 'The file that trust.revoked_keys names has the service account’s own key.'

/** Whether a tag by this key counts for nobody. */
export function isRevoked({ revoked }: Keyring, { view }: Signer): boolean {
  return revoked.fingerprints.has(view.key)
}
