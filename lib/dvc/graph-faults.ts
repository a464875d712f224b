import { quotePath } from '@/lib/repo-data/quote'
import { parentDirectory } from '@/lib/repo-data/repo-path'
import { listInputs, listOutputs, type StageEdge } from './link-stages'
import { indexPaths } from './path-index'
import type { DvcFinding, DvcStage } from './types'

/** One root with more faults names the first ones. */
const MAX_NAMED = 20

/**
 * Why DVC rejects the whole graph (lineage.md, section 7): a path that two stages write, an output inside another one,
 * a stage file inside an output, or a cycle.
 */
export function listGraphFaults(
  stages: readonly DvcStage[],
  edges: readonly StageEdge[],
): readonly DvcFinding[] {
  const faults = [
    ...listOutputFaults(stages),
    ...stages.flatMap(listOwnInputs),
    ...listCycles(stages, edges),
  ]
  return faults.slice(0, MAX_NAMED)
}

/** A stage that reads what it writes is a cycle of its own. */
function listOwnInputs(stage: DvcStage): readonly DvcFinding[] {
  const written = indexPaths(listOutputs(stage).map((path) => [path, stage] as const))
  const path = listInputs(stage).find((one) => written(one).length > 0)
  if (path === undefined) return []
  const detail = `${stage.id} reads ${quotePath(path)}, which it writes`
  return [{ code: 'dvc-graph', file: stage.file, detail }]
}

function listOutputFaults(stages: readonly DvcStage[]): readonly DvcFinding[] {
  const owners = new Map<string, DvcStage>()
  const faults: DvcFinding[] = []
  const add = ({ file }: DvcStage, detail: string) => {
    if (faults.length < MAX_NAMED) faults.push({ code: 'dvc-graph', file, detail })
  }
  for (const stage of stages) {
    for (const { path } of stage.outs) {
      if (path === null) continue
      const other = owners.get(path)
      if (other !== undefined) add(stage, `${quotePath(path)} is written by ${other.id} too`)
      owners.set(path, stage)
    }
  }
  for (const [path, stage] of owners) {
    const outer = findAbove(path, owners)
    if (outer !== null) add(stage, `${quotePath(path)} lies inside an output of ${outer.id}`)
  }
  for (const stage of new Map(stages.map((one) => [one.file, one])).values()) {
    const outer = findAbove(stage.file, owners)
    if (outer !== null) add(stage, `the file lies inside an output of ${outer.id}`)
  }
  return faults
}

function findAbove(path: string, owners: ReadonlyMap<string, DvcStage>): DvcStage | null {
  for (let folder = path; folder !== ''; ) {
    folder = parentDirectory(folder)
    const owner = owners.get(folder)
    if (owner !== undefined) return owner
  }
  return null
}

/** Removes stages without inputs again and again (Kahn); what is left lies on a cycle or after one. */
function listCycles(
  stages: readonly DvcStage[],
  edges: readonly StageEdge[],
): readonly DvcFinding[] {
  const open = stages.map(() => 0)
  const next = stages.map((): number[] => [])
  for (const [from, to] of edges) {
    open[to] = (open[to] ?? 0) + 1
    next[from]?.push(to)
  }
  const ready = stages.flatMap((_, at) => (open[at] === 0 ? [at] : []))
  for (let at = ready.pop(); at !== undefined; at = ready.pop()) {
    for (const to of next[at] ?? []) {
      open[to] = (open[to] ?? 0) - 1
      if (open[to] === 0) ready.push(to)
    }
  }
  const first = stages.find((_, at) => (open[at] ?? 0) > 0)
  return first === undefined
    ? []
    : [
        {
          code: 'dvc-graph',
          file: first.file,
          detail: `a cycle that ${first.id} is part of or follows`,
        },
      ]
}
