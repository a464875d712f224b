import type { VerdictStatus } from '@/lib/proof/judge-tag'

/** What reads of the index return: the values that pages draw and the API answers. Times are ISO 8601 with zone. */

/** Whoever reads, and the repositories they may see. Every read takes it first and filters by it. */
export type Viewer = { readonly repos: 'all' | readonly string[] }

export type SignatureStatus = 'verified' | 'untrusted' | 'invalid' | 'unsigned' | 'unsupported'

/** What a tag is measured by: all count; all count, and those without proof are marked; only proven ones count. */
export type SignaturePolicy = 'off' | 'warn' | 'require'

/** What is odd about a tag, held against what was seen of it and against its commit and its neighbours. */
export type Anomaly = 'moved' | 'backdated' | 'future' | 'out-of-order'

export type SignatureView = {
  readonly status: SignatureStatus
  /** Exactly why: what `status` puts into few words. */
  readonly verdict: VerdictStatus
  readonly policy: SignaturePolicy
  readonly format: 'ssh' | 'openpgp' | 'x509' | null
  /** The identity that a valid signature proves; null while nothing is proven. */
  readonly signer: string | null
  readonly key: string | null
}

export type PersonView = { readonly name: string; readonly email: string }

export type OwnerView = {
  readonly name: string
  readonly source: 'annotation' | 'codeowners' | 'tagger'
}

export type StageHolderView = {
  readonly version: string
  readonly commit: string
  readonly assignedAt: string
  readonly tag: string
  readonly signature: SignatureView
  /** How many newer registered versions exist; null where the holder is no registered version. */
  readonly behind: number | null
}

export type LatestView = {
  readonly version: string
  readonly commit: string
  readonly registeredAt: string
}

export type ModelView = {
  readonly repo: string
  readonly name: string
  readonly type: string | null
  readonly description: string
  readonly labels: readonly string[]
  readonly owners: readonly OwnerView[]
  /** As the annotation has it: a path in the repository (from its root) or a URL; null without one. */
  readonly path: string | null
  readonly latest: LatestView | null
  /** Only stages that are held. */
  readonly stages: Readonly<Record<string, readonly StageHolderView[]>>
  readonly versionCount: number
  readonly deprecated: boolean
  /** Newest event, else the commit that annotates it. */
  readonly updatedAt: string
  readonly problems: number
  /** Description, labels, owners, path and stages are left out of a list that would be too long with them. */
  readonly cut?: true
}

export type ScalarView = string | number | boolean | null

export type VersionView = {
  /** A SemVer name (`v1.2.0`), or the full commit id of an unregistered commit. */
  readonly version: string
  readonly commit: string
  readonly committedAt: string
  readonly registered: boolean
  readonly active: boolean
  readonly registeredAt: string | null
  readonly tag: string | null
  readonly tagger: PersonView | null
  readonly message: string | null
  readonly actor: string | null
  readonly signature: SignatureView | null
  readonly stages: readonly string[]
  readonly type: string | null
  readonly description: string
  readonly labels: readonly string[]
  readonly path: string | null
  /** As DVC writes it (`md5`, with `.dir` for a folder), or `git:` and the blob's id. */
  readonly hash: string | null
  /** Bytes. */
  readonly size: number | null
  readonly metrics: Readonly<Record<string, number>>
  readonly params: Readonly<Record<string, ScalarView>>
}

export type ProblemView = {
  readonly repo: string
  readonly code: string
  readonly artifact: string | null
  readonly file: string | null
  readonly line: number | null
  readonly tag: string | null
  readonly commit: string | null
  readonly detail: string
}

export type ModelDetailView = ModelView & {
  /** SemVer descending, then unregistered commits, as many as fit into one answer. Inactive ones are included. */
  readonly versions: readonly VersionView[]
  /** How many versions there are. */
  readonly versionTotal: number
  /** Where the next versions begin; null after the last ones. */
  readonly next: string | null
  /** Stages in display order: configured order first, then the others by name. */
  readonly stageOrder: readonly string[]
  /** The first 100; `problems` counts all. */
  readonly problemList: readonly ProblemView[]
  /** Where the shown annotation stands: file and commit. */
  readonly source: { readonly file: string; readonly commit: string } | null
  readonly hash: string | null
  readonly size: number | null
}

export type EventKind =
  | 'registration'
  | 'deregistration'
  | 'assignment'
  | 'unassignment'
  | 'deprecation'

export type EventView = {
  readonly kind: EventKind
  readonly repo: string
  readonly artifact: string
  readonly version: string | null
  readonly stage: string | null
  readonly tag: string
  readonly oid: string
  readonly commit: string
  readonly at: string
  readonly tagger: PersonView
  readonly actor: string | null
  readonly approvers: readonly string[]
  readonly reason: string | null
  readonly message: string
  readonly signature: SignatureView
  /** It changes nothing, because the signature policy wants a proof. */
  readonly rejected: boolean
  readonly anomalies: readonly Anomaly[]
}

export type IgnoredTagView = {
  readonly repo: string
  readonly tag: string
  readonly oid: string
  readonly code: string
}

export type SyncPhase = 'clone' | 'fetch' | 'read' | 'write'

export type RepoStatus = 'new' | 'queued' | 'syncing' | 'ok' | 'failed'

export type RepoView = {
  readonly slug: string
  /** Without credentials. */
  readonly url: string
  readonly head: { readonly branch: string; readonly commit: string } | null
  readonly status: RepoStatus
  readonly syncedAt: string | null
  readonly models: number
  readonly versions: number
  readonly events: number
  readonly problems: number
  readonly ignoredTags: number
  /** Differs when what is indexed of it differs; 0 while nothing is. */
  readonly revision: number
  /** Of its versions and stages, as `npm run verify` prints it; null while nothing is indexed. */
  readonly stateHash: string | null
  readonly error: { readonly code: string; readonly message: string; readonly at: string } | null
  /** When the next attempt is due, where backing off. */
  readonly retryAt: string | null
  readonly progress: {
    readonly phase: SyncPhase
    /** Done and total objects; total is null while unknown. */
    readonly done: number
    readonly total: number | null
    readonly percent: number | null
  } | null
}

export type FacetView = readonly { readonly value: string; readonly count: number }[]

export type ModelFacets = {
  readonly labels: FacetView
  readonly owners: FacetView
  readonly stages: FacetView
  readonly repos: FacetView
  readonly types: FacetView
}

export type ModelPage = {
  readonly items: readonly ModelView[]
  readonly total: number
  readonly page: number
  readonly pageSize: number
  readonly facets: ModelFacets
}

export type EventPage = {
  readonly items: readonly EventView[]
  /** Cursor of the next page, null at the end. */
  readonly next: string | null
}
