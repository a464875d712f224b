import { setImmediate as nextTurn } from 'node:timers/promises'
import { listStoredFacts } from '@/lib/index/stored'
import { deriveArtifact, type RegistryArtifact } from '@/lib/registry/artifact'
import type { BranchDeclaration } from '@/lib/registry/branch'
import type { CommitFact, Oid } from '@/lib/snapshot/types'
import type { CollectedTags } from './collect-tags'
import type { SyncContext } from './context'
import type { DeriveInput } from './derive-repo'
import { type FactsByArtifact, type FactsWanted, readFacts } from './read-facts'

/** How long deriving may hold the event loop before others get their turn, in milliseconds. */
const SLICE = 20

type Found = {
  readonly tags: CollectedTags
  readonly branches: readonly BranchDeclaration[]
  readonly index: string
  readonly reusable: boolean
}

/** Every present artifact, derived from its tags, its commits and the files at them. */
export async function deriveArtifacts(
  context: SyncContext,
  input: DeriveInput,
  found: Found,
): Promise<readonly RegistryArtifact[]> {
  const known = await readKnown(context, input, found)
  const wanted = listWanted(found).filter((one) => !known.facts.get(one.artifact)?.has(one.commit))
  const unread = listCommits(found).filter((commit) => !known.commits.has(commit))
  const commits = new Map([...known.commits, ...(await input.snapshot.commits(unread))])
  const facts = await readFacts(input.snapshot, wanted, {
    index: found.index,
    known: known.facts,
  })
  return await inSlices([...found.tags.present], ([name, tags]) =>
    deriveArtifact({
      name,
      tags,
      commits,
      facts: facts.get(name) ?? new Map(),
      branches: found.branches,
      versionsPerStage: context.config.versionsPerStage,
    }),
  )
}

async function readKnown(
  context: SyncContext,
  input: DeriveInput,
  found: Found,
): Promise<{ readonly facts: FactsByArtifact; readonly commits: Map<Oid, CommitFact> }> {
  const facts: FactsByArtifact = new Map()
  const commits = new Map<Oid, CommitFact>()
  if (!found.reusable) return { facts, commits }
  const names = [...found.tags.present.keys()]
  for (const [artifact, stored] of await listStoredFacts(context.database, input.slug, names)) {
    facts.set(artifact, new Map([...stored].map(([commit, one]) => [commit, one.facts])))
    for (const [commit, one] of stored) if (one.commit) commits.set(commit, one.commit)
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

async function inSlices<In, Out>(items: readonly In[], map: (item: In) => Out): Promise<Out[]> {
  const results: Out[] = []
  let started = performance.now()
  for (const item of items) {
    results.push(map(item))
    if (performance.now() - started < SLICE) continue
    await nextTurn()
    started = performance.now()
  }
  return results
}
