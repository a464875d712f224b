import { Lineage } from '@/components/lineage/lineage'
import { NoPipeline } from '@/components/lineage/no-pipeline'
import { Switches } from '@/components/lineage/switches'
import { Hash } from '@/components/ui/hash'
import { hrefWith } from '@/components/ui/href-with'
import { requireViewer } from '@/lib/auth/viewer'
import { buildPipelineGraph } from '@/lib/lineage/build-lineage'
import { layoutGraph } from '@/lib/lineage/layout-graph'
import type { LineageSwitches } from '@/lib/lineage/open-graph'
import { findPipeline } from '@/lib/pipeline/find-pipeline'
import type { RepoView } from '@/lib/views/repo'
import { findForgeLinks } from '../../forge-links'
import { findLineageLinks, pipelineHref } from '../../lineage-links'
import { parseSwitches, switchParams } from '../../lineage-switches'
import { firstParam, type SearchParams } from '../../search-params'

type Props = { readonly repo: RepoView; readonly search: SearchParams }

/** The pipeline tab: every stage at a commit, which is the head of the default branch unless the address names another. */
export async function RepoPipeline({ repo, search }: Props) {
  const { slug, head } = repo
  const asked = firstParam(search, 'commit', 40)
  const commit = asked === '' ? head?.commit : asked
  if (commit === undefined) return <NoPipeline kind="empty" why={null} />
  const viewer = await requireViewer()
  const answer = await findPipeline(viewer, { repo: slug, commit })
  if (answer.kind !== 'found') {
    return answer.kind === 'failed' ? (
      <NoPipeline kind="failed" why={answer.why} />
    ) : (
      <NoPipeline kind="missing" why={null} pipelineHref={pipelineHref(slug, null)} />
    )
  }
  const { pipeline } = answer
  const switches = parseSwitches(search)
  const links = await findLineageLinks(viewer, { repo: slug, pipeline })
  const view = buildPipelineGraph(pipeline, { ...switches, links })
  if (view.nodes.length === 0) return <NoPipeline kind="empty" why={null} />
  const href = (changed: LineageSwitches) =>
    hrefWith(`/repos/${encodeURIComponent(slug)}`, {
      ...{ tab: 'pipeline', commit: asked },
      ...switchParams(changed),
    })
  return (
    <div className="flex flex-col gap-3">
      {asked === '' || asked === head?.commit ? null : (
        <p className="flex items-center gap-1.5 text-text-soft">
          As of{' '}
          <Hash oid={commit} label="commit" link={findForgeLinks(slug)?.commit(commit) ?? null} />
        </p>
      )}
      <p className="flex flex-wrap gap-2 empty:hidden">
        <Switches switches={switches} view={view} hasOthers={false} href={href} />
      </p>
      <Lineage view={view} layout={layoutGraph(view)} title={`Pipeline of ${slug}`} />
    </div>
  )
}
