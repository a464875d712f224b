import { MAX_REF_NAME_BYTES, type RemoteRefs } from '@/lib/git/parse-ref-list'
import { inSlices } from '@/lib/in-slices'
import type { IndexWrite } from '@/lib/index/write/index-write'
import { type BranchDeclaration, declares } from '@/lib/registry/branch'
import { DEFAULT_INDEX } from '@/lib/registry/gto-config'
import type { ArtifactName } from '@/lib/registry/names'
import { type JoinOwners, openPeople } from '@/lib/registry/people'
import type { RegistryProblem } from '@/lib/registry/problem'
import { formatCount } from '@/lib/repo-data/limits'
import type { Snapshot } from '@/lib/snapshot/open-snapshot'
import { type CollectedTags, collectTags } from './collect-tags'
import { canReuseFacts, type Derivation, formatStored, hasSameKey } from './derivation'
import { type DerivedArtifacts, deriveArtifacts } from './derive-artifacts'
import type { DeriveContext, DeriveInput } from './derive-input'
import { listGoneModels } from './list-gone-models'
import { readBranches } from './read-branches'
import { readRepoPolicy } from './read-repo-policy'
import { readTaggers } from './read-taggers'

export type DerivedRepo = Pick<
  IndexWrite,
  | 'derivation'
  | 'stageOrder'
  | 'artifacts'
  | 'proofs'
  | 'staleLineage'
  | 'holderRule'
  | 'joinOwners'
  | 'removedArtifacts'
  | 'ignored'
  | 'problems'
  | 'data'
  | 'seen'
>

/**
 * Derives every artifact that the change of refs may affect: those whose tags changed, or all artifacts when a branch
 * head, the settings or the programs changed. Returns `moved` when the remote changed while it was read; the caller
 * lists it again.
 */
export async function deriveRepo(
  context: DeriveContext,
  input: DeriveInput,
): Promise<DerivedRepo | 'moved'> {
  const { derivation, snapshot, stored } = input
  await snapshot.commits(derivation.branches.map((branch) => branch.commit))
  if (derivation.branches.some(({ commit }) => isMissing(snapshot, commit))) return 'moved'
  const branches = await readBranches(snapshot, derivation.branches, {
    slug: input.slug,
    key: derivation.key,
  })
  const declared = new Set(branches.flatMap(listDeclared))
  const index = branches[0]?.gto.index ?? DEFAULT_INDEX
  const { repo } = stored
  const reusable = repo !== null && canReuseFacts(repo.derivation, derivation, index)
  const everything = repo === null || !hasSameKey(repo.derivation, derivation)
  const scope = { branches, index, declared, reusable, everything }
  const derived = await deriveScope(context, input, scope)
  if (derived === 'moved') return 'moved'
  const { tags, artifacts, proofs, staleLineage, joinOwners } = derived
  const policy = await readRepoPolicy(snapshot, input.refs)
  return {
    derivation: formatStored(derivation, index),
    stageOrder: formatStageOrder(context, branches),
    artifacts,
    proofs,
    staleLineage,
    holderRule: {
      versionsPerStage: context.config.versionsPerStage,
      stages: branches[0]?.gto.stages ?? null,
    },
    joinOwners,
    removedArtifacts: await listRemoved(input, derived),
    ignored: await listIgnored(input, { tags, reusable }),
    problems: [
      ...branches.flatMap((branch) => branch.problems),
      ...buildMissingProblems(derivation),
      ...buildTooLongProblems(input.refs),
      ...policy.problems,
      ...(await listGoneModels(input, derived)),
    ],
    data: branches[0]?.data ?? [],
    seen: {
      repository: input.repository,
      since: stored.watch?.since ?? input.now,
      look: stored.watch === null ? 'first' : 'later',
      tags: tags.observations.changes,
    },
  }
}

type Scope = Parameters<typeof collectTags>[1] & {
  readonly branches: readonly BranchDeclaration[]
  readonly index: string
}

type DerivedScope = DerivedArtifacts & {
  readonly tags: CollectedTags
  readonly everything: boolean
  readonly joinOwners: JoinOwners
}

/** What the scope asks for; every artifact when tags are by others than before, because owners are joined with them. */
async function deriveScope(
  context: DeriveContext,
  input: DeriveInput,
  scope: Scope,
): Promise<DerivedScope | 'moved'> {
  const { branches, everything } = scope
  const tags = await collectTags(input, scope)
  if (tags === 'moved') return 'moved'
  const { artifacts, ...derived } = await deriveArtifacts(context, input, { ...scope, tags })
  const { touched } = tags
  const taggers = await readTaggers(input, { artifacts, touched, everything })
  if (taggers === 'changed')
    return await deriveScope(context, input, { ...scope, everything: true })
  const joinOwners = openPeople({
    configured: context.config.people,
    mailmap: branches[0]?.mailmap ?? [],
    taggers,
  })
  const joined = await inSlices(artifacts, (artifact) => ({
    ...artifact,
    owners: joinOwners(artifact.owners),
  }))
  return { ...derived, artifacts: joined, tags, everything, joinOwners }
}

function listDeclared(branch: BranchDeclaration): readonly ArtifactName[] {
  return [...branch.artifacts.keys()].filter((name) => declares(branch, name))
}

/** Whether the mirror lacks a commit; one that is too large to be read is there. */
function isMissing(snapshot: Snapshot, commit: string): boolean {
  const fact = snapshot.look({ commit, path: DEFAULT_INDEX, form: 'stat' })
  return fact?.kind === 'problem' && fact.code === 'file-missing-object' && fact.oid === commit
}

function formatStageOrder(
  context: DeriveContext,
  branches: readonly BranchDeclaration[],
): readonly string[] {
  const ofRepo = branches[0]?.gto.stages ?? []
  return [...new Set([...context.config.stageOrder, ...ofRepo])]
}

async function listRemoved(
  input: DeriveInput,
  found: { readonly tags: CollectedTags; readonly everything: boolean },
): Promise<readonly string[]> {
  const before = found.everything ? await input.stored.listArtifacts() : found.tags.touched
  const present = new Set<string>(found.tags.present.keys())
  return [...before].filter((name) => !present.has(name))
}

/** The stored ignored tags that have not changed, and the new ones. */
async function listIgnored(
  input: DeriveInput,
  found: { readonly tags: CollectedTags; readonly reusable: boolean },
): Promise<IndexWrite['ignored']> {
  if (!found.reusable) return found.tags.ignored
  const before = await input.stored.listIgnored()
  const kept = before.filter((one) => input.refs.tags.get(one.tag) === one.oid)
  return [...kept, ...found.tags.ignored]
}

/** Branches and tags whose names no page could show are left out. */
function buildTooLongProblems({ tooLong }: RemoteRefs): readonly RegistryProblem[] {
  if (tooLong === 0) return []
  const place = { artifact: null, file: null, line: null, tag: null, commit: null }
  const what = tooLong === 1 ? 'branch or tag has' : 'branches and tags have'
  const detail = `${formatCount(tooLong)} ${what} a name of more than ${MAX_REF_NAME_BYTES} bytes`
  return [{ code: 'name-too-long', ...place, detail }]
}

function buildMissingProblems(derivation: Derivation): readonly RegistryProblem[] {
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
