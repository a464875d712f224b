import { indexPaths, type PathIndex } from '@/lib/dvc/path-index'
import type { LineageNode } from '@/lib/views/lineage'
import type { PipelineItem, PipelineRoot, PipelineStage } from '@/lib/views/pipeline'
import { buildDataNode, buildInputNode, type Read } from './build-item-node'
import { MODEL, nodeId, outNodeId } from './node-id'
import type { Graph } from './open-graph'

/** The stages that are added, and the path of the version's model, which has a node of its own. */
export type Added = {
  readonly root: PipelineRoot
  /** Whether a stage or a `.dvc` file of the root makes the path. */
  readonly isMade: (path: string) => boolean
  readonly stages: ReadonlySet<PipelineStage>
  readonly model: string | null
}

/**
 * Adds the files of stages as nodes: what a stage writes, between it and its readers, and the code and the parameter files
 * that no stage makes. Each edge has the state of its path. Returns what adds the files of one stage.
 */
export function openItems(graph: Graph, added: Added): (stage: PipelineStage) => void {
  const { options } = graph
  const inputs = buildInputs(graph, added)
  graph.addLater((isShown) => addReaders(graph, added, isShown))
  return (stage) => {
    const stageId = nodeId(stage, options)
    for (const out of stage.outs) {
      const id = outNodeId(stage, out, { ...options, model: added.model })
      if (id !== stageId && id !== MODEL) graph.addNode(buildDataNode(id, out, options.links))
      graph.addEdge({ from: stageId, to: id, state: out.state, why: out.why })
    }
    for (const dep of stage.deps) {
      const input = inputs.get(inputId(dep))
      if (input === undefined) continue
      graph.addNode(input)
      graph.addEdge({ from: input.id, to: stageId, state: dep.state, why: dep.why })
    }
  }
}

/** The nodes of the files that stages read and no stage makes, by id. */
function buildInputs(
  { options }: Graph,
  { isMade, stages }: Added,
): ReadonlyMap<string, LineageNode> {
  const reads = new Map<string, [Read, ...Read[]]>()
  for (const stage of stages) {
    for (const dep of stage.deps) {
      const { path, kind } = dep
      if (path === null || (kind !== 'file' && kind !== 'params') || isMade(path)) continue
      const before = reads.get(inputId(dep))
      if (before === undefined) reads.set(inputId(dep), [{ ...dep, path, stage: stage.id }])
      else before.push({ ...dep, path, stage: stage.id })
    }
  }
  return new Map([...reads].map(([id, found]) => [id, buildInputNode(id, found, options.links)]))
}

function inputId({ kind, path }: PipelineItem): string {
  return `${kind} ${path}`
}

/** The edges from what stages make to those that read it; only between nodes that are shown, since there can be as many as
 *  outputs times readers. */
function addReaders(
  graph: Graph,
  { root, stages, model }: Added,
  isShown: (id: string) => boolean,
): void {
  const { options } = graph
  const outsOf = new Map(
    [...stages].map((stage) => {
      const outs = stage.outs.map(({ path }) => ({
        path: path ?? '',
        id: outNodeId(stage, { path }, { ...options, model }),
      }))
      return [stage.id, outs.filter(({ path, id }) => path !== '' && isShown(id))]
    }),
  )
  const readersOf = new Map(
    [...stages].flatMap((stage) => {
      const id = nodeId(stage, options)
      return isShown(id) ? [[stage.id, { id, depsAt: indexDeps(stage) }]] : []
    }),
  )
  for (const [from = '', to = ''] of root.edges) {
    const reader = readersOf.get(to)
    if (reader === undefined) continue
    for (const { path, id } of outsOf.get(from) ?? []) {
      for (const { state, why } of reader.depsAt(path).flat())
        graph.addEdge({ from: id, to: reader.id, state, why })
    }
  }
}

/** Finds the dependencies of a stage that equal a path, hold it, or lie in it. */
export function indexDeps({ deps }: PipelineStage): PathIndex<PipelineItem> {
  return indexPaths(deps.flatMap((dep) => (dep.path === null ? [] : [[dep.path, dep] as const])))
}
