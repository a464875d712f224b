import type { CommandEntry } from '@/lib/journal/commands'
import { isRevoked, REVOKED } from '@/lib/keys/is-revoked'
import { KeyError } from '@/lib/keys/key-error'
import { openSigner } from '@/lib/keys/open-signer'
import { readKeyring, type TrustConfig } from '@/lib/keys/read-keyring'
import type { Signer } from '@/lib/keys/signer'
import { testSigner } from '@/lib/keys/test-signer'
import { TrustError } from '@/lib/keys/trust-error'
import type { Keyring } from '@/lib/proof/keyring'
import type { SyncContext } from '@/lib/sync/context'
import type { JobRuntime } from '@/lib/sync/run-job'
import { type KeyedMutex, openKeyedMutex } from './execute/keyed-mutex'
import type { RepoReads } from './repo-reads'
import { openPreviewLimit, type PreviewLimit } from './view/limit-previews'

/** `off`: previews work, and nothing is written. `why` is a sentence for people. */
type SignerState =
  | { readonly kind: 'on'; readonly signer: Signer }
  | { readonly kind: 'off'; readonly code: string; readonly why: string }

/** What the commands of this process work with. */
export type PromoteContext = {
  readonly sync: Pick<SyncContext, 'config' | 'database'>
  readonly runtime: JobRuntime
  readonly reads: RepoReads
  readonly signer: SignerState
  /** By slug of the repository. */
  readonly mutex: KeyedMutex
  readonly previews: PreviewLimit
  /** Called for every state that a command of this process has reached, when the journal has it. */
  readonly onState?: (entry: CommandEntry) => void
}

/** The context with the signer opened and tested once. */
export async function openPromoteContext(
  sync: PromoteContext['sync'],
  runtime: JobRuntime,
  reads: RepoReads,
): Promise<PromoteContext> {
  const signer = await openTestedSigner(sync.config)
  const previews = openPreviewLimit()
  return { sync, runtime, reads, signer, mutex: openKeyedMutex(), previews }
}

/** A key that cannot sign prevents writing only. */
async function openTestedSigner(config: SyncContext['config']): Promise<SignerState> {
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

/** Null where a file that says who is trusted cannot be read now: then it is unknown whether the key is revoked. */
async function readPresentKeyring(config: TrustConfig): Promise<Keyring | null> {
  try {
    return await readKeyring(config)
  } catch (error) {
    if (!(error instanceof TrustError)) throw error
    return null
  }
}
