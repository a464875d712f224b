import type { CommandEntry } from '@/lib/journal/commands'
import type { Signer } from '@/lib/keys/signer'
import type { SyncContext } from '@/lib/sync/context'
import type { JobWorld } from '@/lib/sync/run-job'
import type { RepoReads } from './repo-reads'
import type { Turns } from './turns'

/** `off`: previews work, and nothing is written. `why` is a sentence for people. */
export type SignerState =
  | { readonly kind: 'on'; readonly signer: Signer }
  | { readonly kind: 'off'; readonly code: string; readonly why: string }

/** What commands of this process work with. */
export type PromoteContext = {
  readonly sync: Pick<SyncContext, 'config' | 'database'>
  readonly world: JobWorld
  readonly reads: RepoReads
  readonly signer: SignerState
  readonly turns: Turns
  /** Told of every state that a command of this process has reached, when it is written down. */
  readonly onState?: (entry: CommandEntry) => void
}
