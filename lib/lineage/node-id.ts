import type { PipelineOut, PipelineStage } from '@/lib/views/pipeline'
import type { LineageSwitches } from './open-graph'

/** The id of the node of the version's model. */
export const MODEL = 'model'

/** The id of a stage's node, which is that of its group where groups are closed. */
export function nodeId(stage: PipelineStage, { groups }: Pick<LineageSwitches, 'groups'>): string {
  const { id, file, group } = stage
  return group !== null && groups === 'closed' ? `${file}:${group}@` : id
}

type OutOptions = LineageSwitches & {
  /** The path of the version's model, which has a node of its own. */
  readonly model: string | null
}

/** The id of the node that stands for an output: the stage's own, unless outputs are nodes. A `.dvc` file stands for its
 *  data, and a closed group for what its members write. */
export function outNodeId(
  stage: PipelineStage,
  { path }: Pick<PipelineOut, 'path'>,
  options: OutOptions,
): string {
  const own = nodeId(stage, options)
  if (options.outputs === 'facts' || path === null) return own
  if (path === options.model) return MODEL
  return stage.name === null || own !== stage.id ? own : `data ${path}`
}
