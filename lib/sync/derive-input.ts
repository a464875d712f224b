import type { Mirror } from '@/lib/git/mirror'
import type { RemoteRefs } from '@/lib/git/parse-ref-list'
import type { Keyring } from '@/lib/proof/keyring'
import type { Snapshot } from '@/lib/snapshot/open-snapshot'
import type { SyncContext } from './context'
import type { Derivation } from './derivation'
import type { StoredState } from './stored-state'

export type DeriveInput = {
  readonly slug: string
  readonly mirror: Mirror
  readonly snapshot: Snapshot
  readonly refs: RemoteRefs
  readonly stored: StoredState
  readonly derivation: Derivation
  readonly keyring: Keyring
  /** Canonical id that tags of the repository are signed for. */
  readonly repository: string
  readonly now: Date
}

export type DeriveContext = Pick<SyncContext, 'config'>
