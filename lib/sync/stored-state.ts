import type { Database } from '@/lib/database/database'
import { listProofs, writeProofs } from '@/lib/index/write/proofs'
import {
  findKnown,
  listStoredArtifacts,
  listStoredEvents,
  listStoredFacts,
  listStoredIgnored,
  listStoredLineage,
  listStoredTaggers,
  listStoredTags,
  type StoredFacts,
  type StoredLineages,
  type StoredRepo,
  type StoredTagger,
} from '@/lib/index/write/stored'
import {
  type GoneTag,
  listGoneTags,
  listPresentTags,
  listSeenTags,
  type SeenTag,
  type Watch,
} from '@/lib/journal/seen-tags'
import type { SignatureProof } from '@/lib/proof/proof'
import type { IgnoredTag } from '@/lib/registry/group-tags'
import type { AnnotatedTag, Oid } from '@/lib/snapshot/types'

/** What earlier syncs of a repository stored, so that it need not be read from Git again. */
export type StoredState = {
  /** Null before the first sync, and after the index was dropped. */
  readonly repo: StoredRepo | null
  /** Null before the first sync of this repository. It stays when the index is dropped. */
  readonly watch: Watch | null
  readonly listTags: () => Promise<ReadonlyMap<string, Oid>>
  readonly listEvents: (artifacts: readonly string[]) => Promise<readonly AnnotatedTag[]>
  readonly listArtifacts: () => Promise<readonly string[]>
  readonly listIgnored: () => Promise<readonly IgnoredTag[]>
  readonly listFacts: (
    artifacts: readonly string[],
  ) => Promise<ReadonlyMap<string, ReadonlyMap<Oid, StoredFacts>>>
  readonly listLineage: (artifacts: readonly string[]) => Promise<StoredLineages>
  readonly listTaggers: (artifacts: readonly string[]) => Promise<readonly StoredTagger[]>
  readonly listSeen: (artifacts: 'all' | readonly string[]) => Promise<readonly SeenTag[]>
  readonly listPresent: () => Promise<ReadonlyMap<string, Oid>>
  readonly listGone: () => Promise<readonly GoneTag[]>
  readonly listProofs: (
    keyring: string,
    oids: readonly Oid[],
  ) => Promise<ReadonlyMap<Oid, SignatureProof>>
  readonly keepProofs: (keyring: string, proofs: ReadonlyMap<Oid, SignatureProof>) => Promise<void>
}

/** Opens the stored state of a repository. `repository` is its canonical id. */
export async function openStoredState(
  db: Database,
  slug: string,
  repository: string,
): Promise<StoredState> {
  const { repo, watch } = await findKnown(db, slug, repository)
  return {
    repo,
    watch,
    ...(repo === null ? EMPTY_INDEX : openStored(db, slug)),
    ...(watch === null ? NO_SEEN_TAGS : openSeen(db, slug)),
    listProofs: (keyring, oids) => listProofs(db, keyring, oids),
    keepProofs: (keyring, proofs) => writeProofs(db, keyring, proofs),
  }
}

type IndexReads = Pick<
  StoredState,
  | 'listTags'
  | 'listEvents'
  | 'listArtifacts'
  | 'listIgnored'
  | 'listFacts'
  | 'listLineage'
  | 'listTaggers'
>

export const EMPTY_INDEX: IndexReads = {
  listTags: async () => new Map(),
  listEvents: async () => [],
  listArtifacts: async () => [],
  listIgnored: async () => [],
  listFacts: async () => new Map(),
  listLineage: async () => new Map(),
  listTaggers: async () => [],
}

function openStored(db: Database, slug: string): IndexReads {
  return {
    listTags: once(() => listStoredTags(db, slug)),
    listEvents: (artifacts) => listStoredEvents(db, slug, artifacts),
    listArtifacts: () => listStoredArtifacts(db, slug),
    listIgnored: () => listStoredIgnored(db, slug),
    listFacts: (artifacts) => listStoredFacts(db, slug, artifacts),
    listLineage: (artifacts) => listStoredLineage(db, slug, artifacts),
    listTaggers: (artifacts) => listStoredTaggers(db, slug, artifacts),
  }
}

type SeenTagReads = Pick<StoredState, 'listSeen' | 'listPresent' | 'listGone'>

export const NO_SEEN_TAGS: SeenTagReads = {
  listSeen: async () => [],
  listPresent: async () => new Map(),
  listGone: async () => [],
}

function openSeen(db: Database, slug: string): SeenTagReads {
  return {
    listSeen: (artifacts) => listSeenTags(db, slug, artifacts),
    listPresent: () => listPresentTags(db, slug),
    listGone: () => listGoneTags(db, slug),
  }
}

function once<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let value: Promise<Value> | null = null
  return () => {
    value ??= read()
    return value
  }
}
