import { indexPaths } from '@/lib/dvc/path-index'
import { groupBy } from '@/lib/repo-data/group-by'
import type { LineageNode } from '@/lib/views/lineage'
import type { PipelineItem, PipelineRoot, PipelineStage } from '@/lib/views/pipeline'
import { buildDataNode, buildInputNode, type Read } from './build-item-node'
import { MODEL, nodeId, outNodeId } from './node-id'
import type { Graph } from './open-graph'
import { openLinks } from './open-links'

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
function addReaders(graph: Graph, added: Added, isShown: (id: string) => boolean): void {
  const { root, stages } = added
  const listLinks = openLinks(indexPaths(listShownOuts(graph, added, isShown)))
  const byId = new Map([...stages].map((stage) => [stage.id, stage]))
  for (const [to, edges] of groupBy(root.edges, ([, end = '']) => end)) {
    const reader = byId.get(to)
    if (reader === undefined) continue
    const id = nodeId(reader, graph.options)
    if (!isShown(id)) continue
    const upstream = new Set(edges.map(([from]) => from))
    for (const [out, { state, why }] of listLinks(reader)) {
      if (upstream.has(out.stage)) graph.addEdge({ from: out.id, to: id, state, why })
    }
  }
}

/** The paths that stages write, each with the node that stands for it. */
function listShownOuts(
  { options }: Graph,
  { stages, model }: Added,
  isShown: (id: string) => boolean,
): readonly (readonly [string, { readonly id: string; readonly stage: string }])[] {
  return [...stages].flatMap((stage) => {
    const nodes = new Map<string, { readonly id: string; readonly stage: string }>()
    return stage.outs.flatMap(({ path }) => {
      if (path === null || path === '') return []
      const id = outNodeId(stage, { path }, { ...options, model })
      if (!isShown(id)) return []
      const node = nodes.get(id) ?? { id, stage: stage.id }
      nodes.set(id, node)
      return [[path, node] as const]
    })
  })
}
