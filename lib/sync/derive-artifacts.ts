import { inSlices } from '@/lib/in-slices'
import type { EventProof } from '@/lib/index/write/event-proof'
import type { RegistryArtifact } from '@/lib/registry/artifact'
import type { BranchDeclaration } from '@/lib/registry/branch'
import { deriveArtifact, OWNERS_STEPS } from '@/lib/registry/derive-artifact'
import { openDeriveCache } from '@/lib/registry/derive-cache'
import { limitProblems } from '@/lib/registry/problem'
import { LIMITS } from '@/lib/repo-data/limits'
import { openStepBudget } from '@/lib/repo-data/step-budget'
import type { AnnotatedTag, CommitFact, Oid } from '@/lib/snapshot/types'
import type { CollectedTags } from './collect-tags'
import type { DeriveContext, DeriveInput } from './derive-input'
import { judgeTags } from './judge-tags'
import { listTagAnomalies } from './list-tag-anomalies'
import { type FactsByArtifact, type FactsWanted, readFacts } from './read-facts'
import { readStaleLineage } from './read-stale-lineage'

type Found = {
  readonly tags: CollectedTags
  readonly branches: readonly BranchDeclaration[]
  readonly index: string
  readonly reusable: boolean
}

export type DerivedArtifacts = {
  readonly artifacts: readonly RegistryArtifact[]
  /** What is proven of their events, by tag. */
  readonly proofs: ReadonlyMap<string, EventProof>
  /** Those whose latest version has a stale lineage. */
  readonly staleLineage: ReadonlySet<string>
}

/** Every present artifact, derived from those of its tags that count, its commits and the files at them. */
export async function deriveArtifacts(
  context: DeriveContext,
  input: DeriveInput,
  found: Found,
): Promise<DerivedArtifacts> {
  const known = await readKnown(input, found)
  const wanted = listWanted(found).filter((one) => !known.facts.get(one.artifact)?.has(one.commit))
  const unread = listCommits(found).filter((commit) => !known.commits.has(commit))
  const commits = new Map([...known.commits, ...(await input.snapshot.commits(unread))])
  const cache = openDeriveCache()
  const facts = await readFacts(input.snapshot, wanted, {
    index: found.index,
    known: known.facts,
    cache,
  })
  const proofs = await judgeTags(context, input, { tags: found.tags, commits })
  const ownersBudget = openStepBudget(OWNERS_STEPS)
  const artifacts = await inSlices(found.tags.present, ([name, tags]) => {
    const artifact = deriveArtifact({
      name,
      tags,
      commits,
      facts: facts.get(name) ?? new Map(),
      branches: found.branches,
      versionsPerStage: context.config.versionsPerStage,
      rejected: listRejected(tags, proofs),
      ownersBudget,
    })
    const anomalies = listTagAnomalies({ name, tags, proofs }, found.tags.observations)
    if (anomalies.length === 0) return artifact
    const problems = limitProblems([...artifact.problems, ...anomalies], {
      most: LIMITS.problems,
      artifact: name,
      commit: null,
    })
    return { ...artifact, problems }
  })
  const staleLineage = await readStaleLineage(input, artifacts, {
    cache,
    reusable: found.reusable,
  })
  return { artifacts, proofs, staleLineage }
}

function listRejected(
  tags: readonly AnnotatedTag[],
  proofs: ReadonlyMap<string, EventProof>,
): ReadonlySet<string> {
  const names = tags.map((tag) => tag.name)
  return new Set(names.filter((name) => proofs.get(name)?.rejected === true))
}

async function readKnown(
  input: DeriveInput,
  found: Found,
): Promise<{ readonly facts: FactsByArtifact; readonly commits: Map<Oid, CommitFact> }> {
  const facts: FactsByArtifact = new Map()
  const commits = new Map<Oid, CommitFact>()
  if (!found.reusable) return { facts, commits }
  const names = [...found.tags.present.keys()]
  for (const [artifact, ofArtifact] of await input.stored.listFacts(names)) {
    facts.set(artifact, new Map([...ofArtifact].map(([commit, one]) => [commit, one.facts])))
    for (const [commit, one] of ofArtifact) if (one.commit) commits.set(commit, one.commit)
  }
  return { facts, commits }
}

/** Each artifact at every commit that its tags name, and at every branch that declares it. */
function listWanted(found: Found): readonly FactsWanted[] {
  return [...found.tags.present].flatMap(([artifact, tags]) => {
    const declaring = found.branches.filter((branch) => branch.artifacts.has(artifact))
    const commits = [...tags.map((tag) => tag.commit), ...declaring.map((one) => one.branch.commit)]
    return [...new Set(commits)].map((commit) => ({ artifact, commit }))
  })
}

function listCommits(found: Found): readonly Oid[] {
  const ofTags = [...found.tags.present.values()].flat().map((tag) => tag.commit)
  return [...new Set([...ofTags, ...found.branches.map((one) => one.branch.commit)])]
}
