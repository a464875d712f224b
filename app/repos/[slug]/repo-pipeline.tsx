import { Lineage } from '@/components/lineage/lineage'
import { NoPipeline } from '@/components/lineage/no-pipeline'
import { requireViewer } from '@/lib/auth/viewer'
import { buildPipelineGraph } from '@/lib/lineage/build-lineage'
import { layoutGraph } from '@/lib/lineage/layout-graph'
import { findPipeline } from '@/lib/pipeline/find-pipeline'
import type { RepoView } from '@/lib/views/repo'
import { buildFileHref } from '../../forge-links'
import { firstParam, hrefWith, type SearchParams } from '../../search-params'

type Props = { readonly repo: RepoView; readonly search: SearchParams }

/** The pipeline tab: every stage at the head of the default branch. */
export async function RepoPipeline({ repo, search }: Props) {
  const { slug, head } = repo
  if (head === null) return <NoPipeline kind="empty" why={null} />
  const answer = await findPipeline(await requireViewer(), { repo: slug, commit: head.commit })
  if (answer.kind !== 'found') {
    return <NoPipeline kind={answer.kind} why={answer.kind === 'failed' ? answer.why : null} />
  }
  const groups = firstParam(search, 'groups') === 'open' ? 'open' : 'closed'
  const view = buildPipelineGraph(answer.pipeline, {
    groups,
    fileHref: buildFileHref(slug, head.commit),
  })
  if (view.nodes.length === 0) return <NoPipeline kind="empty" why={null} />
  const hasGroups = answer.pipeline.roots.some(({ stages }) => stages.some(({ group }) => group))
  const href = hrefWith(`/repos/${encodeURIComponent(slug)}`, {
    tab: 'pipeline',
    groups: groups === 'open' ? null : 'open',
  })
  return (
    <div className="flex flex-col gap-3">
      {hasGroups ? (
        <p>
          <a href={href} className="button button-outline">
            {groups === 'open' ? 'Close groups' : 'Open groups'}
          </a>
        </p>
      ) : null}
      <Lineage view={view} layout={layoutGraph(view)} title={`Pipeline of ${slug}`} />
    </div>
  )
}
