import type { Mirror, RemoteRefs } from '@/lib/git/mirror'
import { listStoredArtifacts, listStoredIgnored, type StoredRepo } from '@/lib/index/stored'
import type { IndexWrite } from '@/lib/index/write-index'
import type { BranchDeclaration } from '@/lib/registry/branch'
import type { RegistryProblem } from '@/lib/registry/problem'
import type { Snapshot } from '@/lib/snapshot/open-snapshot'
import { type CollectedTags, collectTags } from './collect-tags'
import type { SyncContext } from './context'
import { canReuseFacts, type Derivation, formatStored, hasSameKey } from './derivation'
import { deriveArtifacts } from './derive-artifacts'
import { readBranches } from './read-branches'

/** The root's annotation file unless `.gto` names another. */
const DEFAULT_INDEX = 'artifacts.yaml'

export type DeriveInput = {
  readonly slug: string
  readonly mirror: Mirror
  readonly snapshot: Snapshot
  readonly refs: RemoteRefs
  readonly stored: StoredRepo | null
  readonly derivation: Derivation
}

export type DerivedRepo = Pick<
  IndexWrite,
  'derivation' | 'stageOrder' | 'artifacts' | 'removedArtifacts' | 'ignored' | 'problems'
>

/**
 * Derives anew every artifact that the change of refs can have touched: those whose tags changed,
 * or all where a branch head, the settings or the programs changed. `moved` says that the remote
 * changed while it was read: list it again.
 */
export async function deriveRepo(
  context: SyncContext,
  input: DeriveInput,
): Promise<DerivedRepo | 'moved'> {
  const { derivation, snapshot, stored } = input
  const heads = await snapshot.commits(derivation.branches.map((branch) => branch.commit))
  if (heads.size < new Set(derivation.branches.map((branch) => branch.commit)).size) return 'moved'
  const branches = await readBranches(snapshot, derivation.branches, {
    slug: input.slug,
    key: derivation.key,
  })
  const declared = new Set(branches.flatMap((branch) => [...branch.artifacts.keys()]))
  const index = branches[0]?.gto.index ?? DEFAULT_INDEX
  const reusable = stored !== null && canReuseFacts(stored.derivation, derivation, index)
  const everything = stored === null || !hasSameKey(stored.derivation, derivation)
  const tags = await collectTags(context, input, { declared, reusable, everything })
  if (tags === 'moved') return 'moved'
  const artifacts = await deriveArtifacts(context, input, { tags, branches, index, reusable })
  return {
    derivation: formatStored(derivation, index),
    stageOrder: formatStageOrder(context, branches),
    artifacts,
    removedArtifacts: await listRemoved(context, input, { tags, everything }),
    ignored: await listIgnored(context, input, { tags, reusable }),
    problems: [...branches.flatMap((branch) => branch.problems), ...formatMissing(derivation)],
  }
}

function formatStageOrder(
  context: SyncContext,
  branches: readonly BranchDeclaration[],
): readonly string[] {
  const ofRepo = branches[0]?.gto.stages ?? []
  return [...new Set([...context.config.stageOrder, ...ofRepo])]
}

async function listRemoved(
  context: SyncContext,
  input: DeriveInput,
  found: { readonly tags: CollectedTags; readonly everything: boolean },
): Promise<readonly string[]> {
  const before = found.everything
    ? await listStoredArtifacts(context.database, input.slug)
    : found.tags.touched
  const present = new Set<string>(found.tags.present.keys())
  return [...before].filter((name) => !present.has(name))
}

/** Ignored tags of before that are still there as they were, and the new ones. */
async function listIgnored(
  context: SyncContext,
  input: DeriveInput,
  found: { readonly tags: CollectedTags; readonly reusable: boolean },
): Promise<IndexWrite['ignored']> {
  if (!found.reusable) return found.tags.ignored
  const before = await listStoredIgnored(context.database, input.slug)
  const kept = before.filter((one) => input.refs.tags.get(one.tag) === one.oid)
  return [...kept, ...found.tags.ignored]
}

function formatMissing(derivation: Derivation): readonly RegistryProblem[] {
  return derivation.missing.map((branch) => ({
    code: 'branch-missing' as const,
    artifact: null,
    file: null,
    line: null,
    tag: null,
    commit: null,
    detail: branch,
  }))
}
