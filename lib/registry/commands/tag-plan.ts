import type { Oid } from '@/lib/snapshot/types'
import type { EventKind } from '../event'
import type { ArtifactName, CommitSha, StageName } from '../names'

/** The tag that a command would create, before it is authorized. */
export type TagPlan = {
  readonly kind: EventKind
  readonly artifact: ArtifactName
  /** The exact name, without `refs/tags/`. */
  readonly tag: string
  readonly commit: CommitSha
  readonly version: string | null
  readonly stage: StageName | null
  /** First line of the message, in GTO's form. */
  readonly subject: string
  /** The newest assignment of the stage, which this tag displaces or cancels; null when there is none. */
  readonly previous: { readonly tag: string; readonly oid: Oid; readonly version: string } | null
  /**
   * The earliest date of the tag (Unix seconds): one second after the artifact's newest tag. This includes tags that do
   * not count, because GTO orders them too, except tags far in the future, with which any person could block all
   * writing.
   */
  readonly notBefore: number
}
