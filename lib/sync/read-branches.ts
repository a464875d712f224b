import { type BranchDeclaration, deriveBranch } from '@/lib/registry/branch'
import { openDeriveCache } from '@/lib/registry/derive-cache'
import { isListedFile } from '@/lib/registry/derive-dvc'
import type { Snapshot } from '@/lib/snapshot/open-snapshot'
import type { BranchFact } from '@/lib/snapshot/types'
import { readDerived } from './read-facts'

/** The last declarations by repository: heads move seldom, tags come often. */
const remembered = new Map<string, { key: string; declarations: readonly BranchDeclaration[] }>()

/**
 * What the branches declare, in their order. A branch is read once per head and process; `key` must
 * change with the heads and with the programs that read them.
 */
export async function readBranches(
  snapshot: Snapshot,
  branches: readonly BranchFact[],
  memory: { readonly slug: string; readonly key: string },
): Promise<readonly BranchDeclaration[]> {
  const last = remembered.get(memory.slug)
  if (last?.key === memory.key) return last.declarations
  await snapshot.list(
    branches.map(({ commit }) => commit),
    isListedFile,
  )
  const cache = openDeriveCache()
  const derived = await readDerived(snapshot, branches, (branch) =>
    deriveBranch(branch, snapshot.listed(branch.commit, isListedFile), snapshot.look, cache),
  )
  const declarations = branches.flatMap((branch) =>
    derived.filter(({ wanted }) => wanted === branch).map(({ value }) => value),
  )
  remembered.set(memory.slug, { key: memory.key, declarations })
  return declarations
}
