import { listRejectedTags, listStoredEvents, listStoredFacts } from '@/lib/index/write/stored'
import type { RepoPolicy } from '@/lib/policy/repo-policy'
import type { ArtifactInput, RegistryArtifact } from '@/lib/registry/artifact'
import { type BranchDeclaration, declares } from '@/lib/registry/branch'
import { listTagsOf, type TagEntry } from '@/lib/registry/commands/fingerprint-tags'
import { deriveArtifact } from '@/lib/registry/derive-artifact'
import type { ArtifactFacts } from '@/lib/registry/facts'
import { DEFAULT_INDEX } from '@/lib/registry/gto-config'
import type { ArtifactName } from '@/lib/registry/names'
import type { Snapshot } from '@/lib/snapshot/open-snapshot'
import type { CommitFact, Oid } from '@/lib/snapshot/types'
import type { SyncContext } from '@/lib/sync/context'
import { readBranches } from '@/lib/sync/read-branches'
import { readFacts } from '@/lib/sync/read-facts'
import { readRepoPolicy } from '@/lib/sync/read-repo-policy'
import type { FreshRepo } from '@/lib/sync/refresh-repo'

export type LoadedArtifact = {
  readonly input: ArtifactInput
  /** Null where no tag and no annotation names it. */
  readonly artifact: RegistryArtifact | null
  /** All of its tags under refs/tags/, of any kind. */
  readonly tags: readonly TagEntry[]
}

export type LoadedRepo = {
  readonly branches: readonly BranchDeclaration[]
  /** Null where the default branch has no .signet.yaml. */
  readonly policy: RepoPolicy | null
  readonly artifacts: ReadonlyMap<ArtifactName, LoadedArtifact>
}

export type Wanted = {
  readonly slug: string
  readonly artifacts: readonly ArtifactName[]
  /** Commits that no tag names yet, whose facts are needed too. */
  readonly commits: readonly Oid[]
}

/**
 * The artifacts as the fresh refs make them, derived from what the index keeps of Git, and what the default
 * branch says of rules. The mirror has the heads of the branches. Throws GitError.
 */
export async function loadRepo(
  context: SyncContext,
  { fresh, snapshot }: { readonly fresh: FreshRepo; readonly snapshot: Snapshot },
  wanted: Wanted,
): Promise<LoadedRepo> {
  const branches = await readBranches(snapshot, fresh.derivation.branches, {
    slug: wanted.slug,
    key: fresh.derivation.key,
  })
  const { policy } = await readRepoPolicy(snapshot, fresh.refs)
  const stored = await readStored(context, wanted)
  const added = await readAdded(snapshot, wanted, branches[0]?.gto.index ?? DEFAULT_INDEX)
  const entries = [...fresh.refs.tags].map(([name, oid]) => ({ name, oid }))
  const artifacts = wanted.artifacts.map((name) => {
    const tags = stored.tags.get(name) ?? []
    const input: ArtifactInput = {
      name,
      tags,
      branches,
      rejected: stored.rejected,
      versionsPerStage: context.config.versionsPerStage,
      commits: new Map([...stored.commits, ...added.commits]),
      facts: new Map([...(stored.facts.get(name) ?? []), ...(added.facts.get(name) ?? [])]),
    }
    const isThere = tags.length > 0 || branches.some((branch) => declares(branch, name))
    const artifact = isThere ? deriveArtifact(input) : null
    return [name, { input, artifact, tags: listTagsOf([name], entries) }] as const
  })
  return { branches, policy, artifacts: new Map(artifacts) }
}

async function readStored({ database }: SyncContext, { slug, artifacts }: Wanted) {
  const tags = new Map<string, ArtifactInput['tags']>()
  for (const name of artifacts) tags.set(name, await listStoredEvents(database, slug, [name]))
  const rejected = await listRejectedTags(database, slug, artifacts)
  const commits = new Map<Oid, CommitFact>()
  const facts = new Map<string, Map<Oid, ArtifactFacts>>()
  for (const [name, byCommit] of await listStoredFacts(database, slug, artifacts)) {
    facts.set(name, new Map([...byCommit].map(([commit, one]) => [commit, one.facts])))
    for (const [commit, one] of byCommit) if (one.commit) commits.set(commit, one.commit)
  }
  return { tags, rejected, commits, facts }
}

async function readAdded(snapshot: Snapshot, { artifacts, commits }: Wanted, index: string) {
  const wanted = artifacts.flatMap((artifact) => commits.map((commit) => ({ artifact, commit })))
  const facts = await readFacts(snapshot, wanted, { index, known: new Map() })
  return { facts, commits: await snapshot.commits(commits) }
}
