import { indexPaths, type PathIndex } from '@/lib/dvc/path-index'
import type { PipelineRoot, PipelineStage, PipelineView } from '@/lib/views/pipeline'

type Makers = { readonly root: PipelineRoot; readonly makers: readonly PipelineStage[] }

/** The stages that write the path, a path below it, or one above it; null where none does. */
export function findMakers({ roots }: PipelineView, path: string): Makers | null {
  for (const root of roots) {
    const makers = [...new Set(indexWriters(root)(path).flat())]
    if (makers.length > 0) return { root, makers }
  }
  return null
}

/** Whether a stage or a `.dvc` file makes the path; anything else that a stage reads is code. */
export function indexMade(root: PipelineRoot): (path: string) => boolean {
  const writers = indexWriters(root)
  return (path) => writers(path).length > 0
}

/** The stages that write a path, a path below it, or one above it, in groups of one place. */
export function indexWriters({ stages }: PipelineRoot): PathIndex<PipelineStage> {
  return indexPaths(
    stages.flatMap((stage) =>
      stage.outs.flatMap((out) => (out.path === null ? [] : [[out.path, stage] as const])),
    ),
  )
}

/** The ids of the makers and of all stages that they depend on. */
export function listUpstream(
  { edges }: PipelineRoot,
  makers: readonly PipelineStage[],
): ReadonlySet<string> {
  const upstream = new Map<string, string[]>()
  for (const [from = '', to = ''] of edges) {
    const before = upstream.get(to)
    if (before === undefined) upstream.set(to, [from])
    else before.push(from)
  }
  const found = new Set(makers.map(({ id }) => id))
  // Iterating a Set includes the items that the loop adds.
  for (const id of found) for (const from of upstream.get(id) ?? []) found.add(from)
  return found
}
