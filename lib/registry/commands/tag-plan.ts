import type { Oid } from '@/lib/snapshot/types'
import type { EventKind } from '../event'
import type { ArtifactName, CommitSha, StageName } from '../names'

/** The tag that a command would create, before anybody is asked whether it may. */
export type TagPlan = {
  readonly kind: EventKind
  readonly artifact: ArtifactName
  /** The exact name, without `refs/tags/`. */
  readonly tag: string
  readonly commit: CommitSha
  readonly version: string | null
  readonly stage: StageName | null
  /** First line of the message, in GTO's words. */
  readonly subject: string
  /** The newest assignment of the stage, which this tag displaces or cancels; null where there is none. */
  readonly previous: { readonly tag: string; readonly oid: Oid; readonly version: string } | null
  /** The tag's date must not be before this (Unix seconds): one second after the artifact's newest, also of those that do
   *  not count, which GTO orders too. Of these not what is far in the future: anybody could stop all writing by it. */
  readonly notBefore: number
}
