import { KeyError } from '@/lib/keys/key-error'
import { openSigner } from '@/lib/keys/open-signer'
import { readKeyring, type TrustConfig } from '@/lib/keys/read-keyring'
import { testSigner } from '@/lib/keys/test-signer'
import { TrustError } from '@/lib/keys/trust-error'
import type { Keyring } from '@/lib/proof/keyring'
import type { JobWorld } from '@/lib/sync/run-job'
import type { PromoteContext, SignerState } from './context'
import { isRevoked, REVOKED } from './is-revoked'
import type { RepoReads } from './repo-reads'
import { openTurns } from './turns'

/** What commands need: the signer, opened and tested once, and nobody waiting yet. */
export async function openPromoting(
  sync: PromoteContext['sync'],
  world: JobWorld,
  reads: RepoReads,
): Promise<PromoteContext> {
  return { sync, world, reads, signer: await openTested(sync), turns: openTurns() }
}

/** A key that cannot sign stops nothing but writing. */
async function openTested({ config }: PromoteContext['sync']): Promise<SignerState> {
  try {
    const signer = await openSigner(config.serviceAccount, config.dataDir)
    const test = await testSigner(signer)
    if (!test.ok) return { kind: 'off', code: test.code, why: test.why }
    const keyring = await readPresentKeyring(config)
    return keyring !== null && isRevoked(keyring, signer)
      ? { kind: 'off', code: 'key-revoked', why: REVOKED }
      : { kind: 'on', signer }
  } catch (error) {
    if (!(error instanceof KeyError)) throw error
    return { kind: 'off', code: error.code, why: error.message }
  }
}

/** Null where a file that says who is trusted cannot be read now: then nobody knows whether the key is revoked. */
async function readPresentKeyring(config: TrustConfig): Promise<Keyring | null> {
  try {
    return await readKeyring(config)
  } catch (error) {
    if (!(error instanceof TrustError)) throw error
    return null
  }
}
