import type { Lease } from '@/lib/database/lease'
import type { SeenChanges } from '@/lib/journal/seen-tags'
import type { RegistryArtifact } from '@/lib/registry/artifact'
import type { DataPlace } from '@/lib/registry/data-places'
import type { IgnoredTag } from '@/lib/registry/group-tags'
import type { JoinOwners } from '@/lib/registry/people'
import type { RegistryProblem } from '@/lib/registry/problem'
import type { HolderRule } from '@/lib/registry/stage-holders'
import type { EventProof } from './event-proof'

export type IndexWrite = {
  readonly slug: string
  /** Without credentials. */
  readonly url: string
  readonly refsHash: string
  /** The caller's fingerprint of everything but the refs that the rows depend on. */
  readonly derivation: string
  readonly head: { readonly branch: string; readonly commit: string } | null
  readonly stageOrder: readonly string[]
  readonly syncedAt: Date
  /** The artifacts that were derived. Every other artifact stays as it is. */
  readonly artifacts: readonly RegistryArtifact[]
  /** Of every event of the artifacts, by tag. */
  readonly proofs: ReadonlyMap<string, EventProof>
  /** Those of the artifacts whose latest version has a stale lineage. */
  readonly staleLineage: ReadonlySet<string>
  readonly removedArtifacts: readonly string[]
  /** What `artifacts` were derived by. */
  readonly holderRule: HolderRule
  /** Who is the same person in the repository. */
  readonly joinOwners: JoinOwners
  /** All of the repository. */
  readonly ignored: readonly IgnoredTag[]
  /** The repository's own, all of them. */
  readonly problems: readonly RegistryProblem[]
  /** That the default branch names, all of it. */
  readonly data: readonly DataPlace[]
  readonly seen: SeenChanges
  /** If given, a writer whose lease another process has acquired writes nothing and gets DatabaseError `lease-lost`. */
  readonly lease?: Lease
}
