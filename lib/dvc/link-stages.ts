import type { StepBudget } from '@/lib/repo-data/step-budget'
import { indexPaths } from './path-index'
import type { DvcStage } from './types'

export type StageEdge = readonly [upstream: number, downstream: number]

/** The paths that a stage reads: files and parameter files; imports from other repositories make no edge. */
export function listInputs({ deps }: Pick<DvcStage, 'deps'>): readonly string[] {
  return deps.flatMap((dep) =>
    (dep.kind === 'file' || dep.kind === 'params') && dep.path !== null ? [dep.path] : [],
  )
}

export function listOutputs({ outs }: Pick<DvcStage, 'outs'>): readonly string[] {
  return outs.flatMap(({ path }) => path ?? [])
}

/** More edges of one root are not kept: a path that all of 20,000 stages write and read makes 400 million. */
export const MAX_EDGES = 500_000

/**
 * The edges by position: a stage depends on each whose out equals, holds, or lies in one of its inputs. Of more than the
 * limit, the first ones.
 */
export function linkStages(stages: readonly DvcStage[], budget: StepBudget): readonly StageEdge[] {
  const writers = indexPaths(
    stages.flatMap((stage, at) => listOutputs(stage).map((path) => [path, at] as const)),
  )
  const edges: StageEdge[] = []
  for (const [downstream, stage] of stages.entries()) {
    const upstream = new Set<number>()
    for (const group of listInputs(stage).flatMap((path) => writers(path))) {
      if (!budget.spend(group.length)) return edges
      for (const writer of group) if (writer !== downstream) upstream.add(writer)
    }
    for (const one of upstream) {
      edges.push([one, downstream])
      if (edges.length === MAX_EDGES) return edges
    }
  }
  return edges
}
