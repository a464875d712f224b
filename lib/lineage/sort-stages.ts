import type { PipelineRoot, PipelineStage } from '@/lib/views/pipeline'

/**
 * Those of a root's stages that `ids` has, each after what it depends on, and else as the files have them. Stages of a
 * cycle, which DVC rejects, come last.
 */
export function sortStages(
  { stages, edges }: PipelineRoot,
  ids: ReadonlySet<string>,
): readonly PipelineStage[] {
  const byId = new Map(stages.filter(({ id }) => ids.has(id)).map((stage) => [stage.id, stage]))
  const waits = new Map<string, number>()
  const downstream = new Map<string, string[]>()
  for (const [from = '', to = ''] of edges) {
    if (!byId.has(from) || !byId.has(to)) continue
    waits.set(to, (waits.get(to) ?? 0) + 1)
    const after = downstream.get(from)
    if (after === undefined) downstream.set(from, [to])
    else after.push(to)
  }
  const sorted = new Set([...byId.keys()].filter((id) => !waits.has(id)))
  // Iterating a Set includes the items that the loop adds.
  for (const id of sorted) {
    for (const to of downstream.get(id) ?? []) {
      const left = (waits.get(to) ?? 0) - 1
      waits.set(to, left)
      if (left === 0) sorted.add(to)
    }
  }
  return [...new Set([...sorted, ...byId.keys()])].flatMap((id) => byId.get(id) ?? [])
}
