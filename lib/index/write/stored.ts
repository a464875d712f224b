import type { Database } from '@/lib/database/database'
import type { Watch } from '@/lib/journal/seen-tags'
import type { ArtifactFacts } from '@/lib/registry/facts'
import type { IgnoredTag } from '@/lib/registry/group-tags'
import type { AnnotatedTag, CommitFact, Oid, SignatureFormat } from '@/lib/snapshot/types'
import type { Repo } from '@/prisma/generated/client'

/** The stored row that a sync compares with the remote. */
export type StoredRepo = {
  readonly refsHash: string
  readonly derivation: string
  readonly head: { readonly branch: string; readonly commit: Oid } | null
}

export type StoredFacts = { readonly facts: ArtifactFacts; readonly commit: CommitFact | null }

/** Null before the first sync. */
export async function findStoredRepo(db: Database, slug: string): Promise<StoredRepo | null> {
  const row = await db.prisma.repo.findUnique({ where: { slug } })
  return row === null ? null : buildRepo(row)
}

function buildRepo(
  row: Pick<Repo, 'refsHash' | 'derivation' | 'headBranch' | 'headCommit'>,
): StoredRepo {
  const { refsHash, derivation, headBranch, headCommit } = row
  const head =
    headBranch === null || headCommit === null ? null : { branch: headBranch, commit: headCommit }
  return { refsHash, derivation, head }
}

export type Known = {
  /** Null before the first sync, and after the index was dropped. */
  readonly repo: StoredRepo | null
  /** Null before the first sync that watched this very repository under the slug. */
  readonly watch: Watch | null
}

type KnownRow = { readonly since: Date | null } & Pick<Watch, 'held' | 'accepted'> & {
    readonly [Column in 'refsHash' | 'derivation' | 'headBranch' | 'headCommit']: string | null
  }

/**
 * Reads the state that a sync starts from. `repository` is the canonical id of the repository that the slug names now.
 */
export async function findKnown(db: Database, slug: string, repository: string): Promise<Known> {
  const [row] = await db.prisma.$queryRaw<KnownRow[]>`
    SELECT r.refs_hash AS "refsHash", r.derivation, r.head_branch AS "headBranch",
      r.head_commit AS "headCommit", w.since, w.held_tags AS held, w.accepted_tags AS accepted
    FROM (SELECT) one LEFT JOIN repos r ON r.slug = ${slug}
      LEFT JOIN watches w ON w.slug = ${slug} AND w.repository = ${repository}`
  if (row === undefined) return { repo: null, watch: null }
  const { refsHash, derivation, since, held, accepted } = row
  return {
    repo:
      refsHash === null || derivation === null ? null : buildRepo({ ...row, refsHash, derivation }),
    watch: since === null ? null : { since, held, accepted },
  }
}

/** Every tag of the repository in the index, including ignored ones, with the object that its ref pointed at. */
export async function listStoredTags(
  db: Database,
  slug: string,
): Promise<ReadonlyMap<string, Oid>> {
  const rows = await db.prisma.$queryRaw<{ tag: string; oid: string }[]>`
    SELECT tag, oid FROM events WHERE repo = ${slug}
    UNION ALL SELECT tag, oid FROM ignored_tags WHERE repo = ${slug}`
  return new Map(rows.map((row) => [row.tag, row.oid]))
}

/** Names, by code point. */
export async function listStoredArtifacts(db: Database, slug: string): Promise<string[]> {
  const rows = await db.prisma.$queryRaw<{ name: string }[]>`
    SELECT name FROM models WHERE repo = ${slug} ORDER BY name`
  return rows.map((row) => row.name)
}

export async function listStoredIgnored(db: Database, slug: string): Promise<IgnoredTag[]> {
  const rows = await db.prisma.$queryRaw<IgnoredTag[]>`
    SELECT tag, oid, code FROM ignored_tags WHERE repo = ${slug} ORDER BY tag`
  return rows.map(({ tag, oid, code }) => ({ tag, oid, code }))
}

type EventRow = {
  readonly tag: string
  readonly oid: string
  readonly commit: string
  readonly at_seconds: bigint
  readonly at_offset: number
  readonly tagger_name: string
  readonly tagger_email: string
  readonly message: string
  readonly inner_name: string | null
  readonly nested: boolean
  readonly signature: string | null
}

/** The tags that made the artifacts' events, as they were read from Git, by name. */
export async function listStoredEvents(
  db: Database,
  slug: string,
  artifacts: readonly string[],
): Promise<AnnotatedTag[]> {
  const rows = await db.prisma.$queryRaw<EventRow[]>`
    SELECT tag, oid, commit, at_seconds, at_offset, tagger_name, tagger_email, message, inner_name,
      nested, signature
    FROM events WHERE repo = ${slug} AND artifact = ANY(${artifacts}) ORDER BY tag`
  return rows.map((row) => ({
    kind: 'annotated',
    name: row.tag,
    oid: row.oid,
    commit: row.commit,
    innerName: row.inner_name,
    nested: row.nested,
    tagger: { name: row.tagger_name, email: row.tagger_email },
    at: { seconds: Number(row.at_seconds), offset: row.at_offset },
    message: row.message,
    signature: row.signature as SignatureFormat | null,
  }))
}

/** Those of the artifacts' tags that do not count, as ArtifactInput has them. */
export async function listRejectedTags(
  db: Database,
  slug: string,
  artifacts: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await db.prisma.$queryRaw<{ tag: string }[]>`
    SELECT tag FROM events WHERE repo = ${slug} AND artifact = ANY(${artifacts}) AND rejected`
  return new Set(rows.map((row) => row.tag))
}

/** By artifact: the commit of its latest version, and whether that has a stale lineage. */
export type StoredLineages = ReadonlyMap<
  string,
  { readonly commit: Oid; readonly isStale: boolean }
>

export async function listStoredLineage(
  db: Database,
  slug: string,
  artifacts: readonly string[],
): Promise<StoredLineages> {
  const rows = await db.prisma.$queryRaw<{ name: string; commit: string; stale: boolean }[]>`
    SELECT m.name, m.latest_commit AS commit, s.facets @> ARRAY['is:stale-lineage'] AS stale
    FROM models m JOIN search s ON s.repo = m.repo AND s.name = m.name
    WHERE m.repo = ${slug} AND m.name = ANY(${artifacts}) AND m.latest_commit IS NOT NULL`
  return new Map(rows.map(({ name, commit, stale }) => [name, { commit, isStale: stale }]))
}

export type StoredTagger = {
  readonly name: string
  readonly email: string
  /** Whether events of other artifacts than the named ones have it. */
  readonly elsewhere: boolean
}

/** The taggers of all events that count. */
export async function listStoredTaggers(
  db: Database,
  slug: string,
  artifacts: readonly string[],
): Promise<readonly StoredTagger[]> {
  return await db.prisma.$queryRaw<StoredTagger[]>`
    SELECT tagger_name AS name, tagger_email AS email,
      bool_or(artifact <> ALL(${artifacts})) AS elsewhere
    FROM events WHERE repo = ${slug} AND NOT rejected GROUP BY tagger_name, tagger_email`
}

type FactsRow = {
  readonly artifact: string
  readonly commit: string
  readonly facts: Omit<ArtifactFacts, 'origins'>
  readonly origins: readonly string[]
  readonly origin_paths: readonly string[]
  readonly commit_fact: CommitFact | null
}

/** The facts of the artifacts' versions, by artifact and commit. They never change. */
export async function listStoredFacts(
  db: Database,
  slug: string,
  artifacts: readonly string[],
): Promise<Map<string, Map<Oid, StoredFacts>>> {
  const rows = await db.prisma.$queryRaw<FactsRow[]>`
    SELECT artifact, commit, facts, origins, origin_paths, commit_fact FROM versions
    WHERE repo = ${slug} AND artifact = ANY(${artifacts}) AND facts IS NOT NULL`
  const byArtifact = new Map<string, Map<Oid, StoredFacts>>()
  for (const { artifact, commit, commit_fact, ...row } of rows) {
    const origins = row.origins.map((key, at) => ({ key, path: row.origin_paths[at] ?? '' }))
    const facts = { ...row.facts, origins }
    const byCommit = byArtifact.get(artifact) ?? new Map<Oid, StoredFacts>()
    byArtifact.set(artifact, byCommit.set(commit, { facts, commit: commit_fact }))
  }
  return byArtifact
}
