import { ANNOTATION_FILES, type BranchDeclaration, deriveBranch } from '@/lib/registry/branch'
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
  const listed = []
  for (const branch of branches) {
    listed.push({ branch, files: await snapshot.list(branch.commit, ANNOTATION_FILES) })
  }
  const derived = await readDerived(snapshot, listed, ({ branch, files }) =>
    deriveBranch(branch, files, snapshot.look),
  )
  const declarations = branches.flatMap((branch) =>
    derived.filter((one) => one.wanted.branch === branch).map((one) => one.value),
  )
  remembered.set(memory.slug, { key: memory.key, declarations })
  return declarations
}
