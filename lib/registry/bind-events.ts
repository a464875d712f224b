import type { AnnotatedTag, Oid } from '@/lib/snapshot/types'
import { compareEvents, type RegistryEvent } from './event'
import { type Heap, openHeap } from './heap'
import { type ArtifactName, type CommitSha, parseCommitSha, type StageName } from './names'
import { type ParsedTagName, parseTagName } from './tag-name'
import { compareVersionKeys, type VersionKey, versionKey } from './version-order'

/** The events of one (version name, commit), in `compareEvents` order. */
export type BoundVersion = {
  readonly name: string
  readonly commit: CommitSha
  /** Null for a commit that is only known by a stage or an annotation. */
  readonly key: VersionKey | null
  readonly direct: RegistryEvent[]
  readonly stages: Map<StageName, RegistryEvent[]>
}

export type BoundEvents = {
  readonly events: readonly RegistryEvent[]
  /** In order of their first event. */
  readonly versions: readonly BoundVersion[]
  /** Stage events on a commit with several versions, where the tag alone does not say which is meant. */
  readonly ambiguous: readonly RegistryEvent[]
  /** Stage events on a commit with versions of which none was active then: they belong to the highest known one. */
  readonly tentative: ReadonlySet<RegistryEvent>
}

type Draft = { readonly parsed: ParsedTagName; readonly tag: AnnotatedTag }
type Registered = BoundVersion & { readonly key: VersionKey }

/** By the list of events, so that an artifact's are bound once. */
const known = new WeakMap<readonly RegistryEvent[], BoundEvents>()

/** As `bindEvents` bound the events that it listed. */
export function findBound(artifact: ArtifactName, events: readonly RegistryEvent[]): BoundEvents {
  const listTags = () => events.map(({ tag }) => tag)
  return known.get(events) ?? bindEvents(artifact, listTags())
}

/**
 * Binds every tag of an artifact to a version. A version is a name on a commit. Stage tags name only a
 * commit: they belong to the version registered there, before or after, else to the commit itself, which
 * is one row however many tags it has (D1). On a commit with several versions a stage tag belongs to the
 * SemVer-highest one active at that moment (D4).
 */
export function bindEvents(artifact: ArtifactName, tags: readonly AnnotatedTag[]): BoundEvents {
  const drafts = readDrafts(artifact, tags)
  const registered = collectRegistered(drafts)
  const discovered = new Map<Oid, BoundVersion>()
  const events: RegistryEvent[] = []
  const ambiguous: RegistryEvent[] = []
  const tentative = new Set<RegistryEvent>()
  for (const draft of drafts) {
    const commit = registered.byCommit.get(draft.tag.commit) ?? null
    const version = findVersion(draft, commit, discovered)
    const event = buildEvent(draft, version)
    events.push(event)
    if (version === null) continue
    if (event.stage === null) {
      version.direct.push(event)
      if (isRegistered(version)) commit?.note(version)
    } else {
      pushStageEvent(version, event.stage, event)
      if (!isActive(version)) tentative.add(event)
      if (commit !== null && commit.versions.size > 1) ambiguous.push(event)
    }
  }
  const versions = [...registered.all, ...discovered.values()]
  const bound = { events, versions, ambiguous, tentative }
  known.set(events, bound)
  return bound
}

function readDrafts(artifact: ArtifactName, tags: readonly AnnotatedTag[]): readonly Draft[] {
  const drafts: (Draft & { readonly counter: number | null })[] = []
  for (const tag of tags) {
    const parsed = parseTagName(tag.name)
    if (parsed === null || parsed.artifact !== artifact || parsed.kind === 'creation') continue
    drafts.push({ parsed, tag, counter: parsed.counter })
  }
  return drafts.sort(compareEvents)
}

/** The versions of one commit. */
type CommitVersions = {
  readonly versions: Map<string, Registered>
  readonly highestActive: () => Registered
  /** A version there was registered or deregistered. */
  readonly note: (version: Registered) => void
}

function collectRegistered(drafts: readonly Draft[]) {
  const byCommit = new Map<Oid, CommitVersions>()
  const all: Registered[] = []
  for (const { parsed, tag } of drafts) {
    if (parsed.kind !== 'registration' && parsed.kind !== 'deregistration') continue
    const known = byCommit.get(tag.commit) ?? openCommit()
    byCommit.set(tag.commit, known)
    if (known.versions.has(parsed.version)) continue
    const version: Registered = {
      name: parsed.version,
      commit: requireSha(tag.commit),
      key: versionKey(parsed.version),
      direct: [],
      stages: new Map(),
    }
    known.versions.set(parsed.version, version)
    all.push(version)
  }
  return { byCommit, all }
}

/**
 * Tracks the highest active version. All versions must be collected before the first call, so that they are sorted
 * once. After that an event costs the logarithm of their number.
 */
function openCommit(): CommitVersions {
  const versions = new Map<string, Registered>()
  let ranking: Ranking | null = null
  let highest: Registered | null = null
  return {
    versions,
    highestActive: () => {
      ranking ??= rank([...versions.values()])
      highest ??= findHighest(ranking)
      if (highest === null) throw new Error('a commit without versions has no highest version')
      return highest
    },
    note: (version) => {
      const rank = ranking?.ranks.get(version)
      if (rank !== undefined && isActive(version)) ranking?.active.add(rank)
      if (highest === null) return
      if (!isActive(highest)) highest = null
      else if (isActive(version) && compareVersionKeys(version.key, highest.key) > 0) {
        highest = version
      }
    },
  }
}

function findHighest({ descending, active }: Ranking): Registered | null {
  for (let rank = active.first(); rank !== undefined; rank = active.first()) {
    const version = descending[rank]
    if (version !== undefined && isActive(version)) return version
    active.removeFirst()
  }
  return descending[0] ?? null
}

type Ranking = {
  readonly descending: readonly Registered[]
  readonly ranks: ReadonlyMap<Registered, number>
  /** Ranks of all active versions, and of some that are not active any more. */
  readonly active: Heap
}

function rank(versions: Registered[]): Ranking {
  const descending = versions.sort((a, b) => compareVersionKeys(b.key, a.key))
  const ranks = new Map(descending.map((version, index) => [version, index]))
  const active = openHeap()
  for (const [version, index] of ranks) if (isActive(version)) active.add(index)
  return { descending, ranks, active }
}

function isRegistered(version: BoundVersion): version is Registered {
  return version.key !== null
}

/** Registered and not deregistered since; a bare commit is always active. */
export function isActive(version: BoundVersion): boolean {
  return version.key === null || version.direct.at(-1)?.kind === 'registration'
}

function findVersion(
  { parsed, tag }: Draft,
  commit: CommitVersions | null,
  discovered: Map<Oid, BoundVersion>,
): BoundVersion | null {
  if (parsed.kind === 'deprecation' || parsed.kind === 'creation') return null
  if ('version' in parsed) {
    return commit?.versions.get(parsed.version) ?? null
  }
  if (commit !== null) return commit.highestActive()
  const known = discovered.get(tag.commit) ?? discoverVersion(tag.commit)
  discovered.set(tag.commit, known)
  return known
}

/** The row of a commit on which nothing is registered. */
export function discoverVersion(oid: Oid): BoundVersion {
  const commit = requireSha(oid)
  return { name: commit, commit, key: null, direct: [], stages: new Map() }
}

function buildEvent({ parsed, tag }: Draft, version: BoundVersion | null): RegistryEvent {
  if (parsed.kind === 'creation') throw new Error(`${tag.name} is no event`)
  const stage = 'stage' in parsed ? parsed.stage : null
  const { kind, artifact, counter } = parsed
  return { kind, artifact, version: version?.name ?? null, stage, counter, tag }
}

function pushStageEvent(version: BoundVersion, stage: StageName, event: RegistryEvent): void {
  const events = version.stages.get(stage)
  if (events === undefined) version.stages.set(stage, [event])
  else events.push(event)
}

function requireSha(oid: Oid): CommitSha {
  const commit = parseCommitSha(oid)
  if (commit === null) throw new Error(`${oid} is no commit id`)
  return commit
}
