import type { LineageView } from '@/lib/views/lineage'
import type { PipelineRoot, PipelineStage, PipelineView } from '@/lib/views/pipeline'
import { addClaims } from './add-claims'
import { addModel } from './add-model'
import { addStages } from './add-stages'
import { findMakers, listUpstream } from './find-makers'
import { type LineageOptions, openGraph } from './open-graph'
import type { TracedVersion } from './traced-version'

/**
 * The lineage of a version (lineage.md, section 10): all stages and files that its model was made from, what uses the
 * model, the version, and the stages that it is in; among all other stages of the commit where these are asked for.
 */
export function buildLineage(
  pipeline: PipelineView,
  traced: TracedVersion,
  options: LineageOptions,
): LineageView {
  const { path, claimsProblem } = traced
  const found = path === null ? null : findMakers(pipeline, path)
  const graph = openGraph(options)
  const isWhole = options.stages === 'all' || found === null
  // What is added last is always drawn.
  for (const root of options.stages === 'all' ? pipeline.roots : []) {
    if (root !== found?.root) addStages(graph, { root, stages: new Set(root.stages), model: path })
  }
  const related = found === null ? null : listRelated(found.root, found.makers)
  if (found !== null && related !== null) {
    const others = isWhole ? found.root.stages.filter((stage) => !related.has(stage)) : []
    addStages(graph, { root: found.root, stages: new Set([...others, ...related]), model: path })
  }
  addModel(graph, traced, found?.makers ?? [])
  addClaims(graph, traced, related ?? new Set())
  const problems = isWhole ? pipeline.roots.flatMap((root) => root.problems) : found.root.problems
  return graph.close(claimsProblem === null ? problems : [...problems, claimsProblem])
}

/** The whole pipeline of a commit. */
export function buildPipelineGraph(pipeline: PipelineView, options: LineageOptions): LineageView {
  const graph = openGraph(options)
  for (const root of pipeline.roots) {
    addStages(graph, { root, stages: new Set(root.stages), model: null })
  }
  return graph.close(pipeline.roots.flatMap(({ problems }) => problems))
}

/** What uses what the makers make, all that they were made from, and the makers: the last ones are always drawn. */
function listRelated(
  root: PipelineRoot,
  makers: readonly PipelineStage[],
): ReadonlySet<PipelineStage> {
  const byId = new Map(root.stages.map((stage) => [stage.id, stage]))
  const made = new Set(makers.map(({ id }) => id))
  const users = root.edges.flatMap(([from = '', to = '']) => (made.has(from) ? [to] : []))
  const related = new Set([...listUpstream(root, makers), ...users])
  return new Set([...related].reverse().flatMap((id) => byId.get(id) ?? []))
}
