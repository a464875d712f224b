import type { Resolution } from '@/lib/index/read/resolve-version'
import { buildLineage } from '@/lib/lineage/build-lineage'
import type { LineageOptions } from '@/lib/lineage/open-graph'
import type { LineageView } from '@/lib/views/lineage'
import type { ModelDetailView } from '@/lib/views/model'
import type { PipelineView } from '@/lib/views/pipeline'
import { buildFileHref, findForgeLinks } from './forge-links'

type Traced = {
  readonly model: ModelDetailView
  readonly found: Extract<Resolution, { readonly kind: 'found' }>
  readonly pipeline: PipelineView
  readonly groups: LineageOptions['groups']
  /** The page of the version. */
  readonly href: string
}

/** The lineage of a version of a model, with its stages and with links to the forge. */
export function traceVersion({ model, found, pipeline, groups, href }: Traced): LineageView {
  const { path, hash, size, version, commit } = found
  const holders = model.stageOrder.filter((stage) =>
    model.stages[stage]?.some((holder) => holder.version === version),
  )
  const commitHref = findForgeLinks(model.repo)?.commit(commit).url ?? null
  const traced = { path, hash, size, version, commit, commitHref, holders, href }
  return buildLineage(pipeline, traced, { groups, fileHref: buildFileHref(model.repo, commit) })
}
