import { Lineage } from '@/components/lineage/lineage'
import { NoPipeline } from '@/components/lineage/no-pipeline'
import { Switches } from '@/components/lineage/switches'
import { versionHref } from '@/components/model/version-href'
import { hrefWith } from '@/components/ui/href-with'
import { requireViewer } from '@/lib/auth/viewer'
import { layoutGraph } from '@/lib/lineage/layout-graph'
import { findPipeline } from '@/lib/pipeline/find-pipeline'
import type { ModelDetailView, VersionDetailView } from '@/lib/views/model'
import { hasOthers, parseSwitches, switchParams } from '../../../../../lineage-switches'
import type { SearchParams } from '../../../../../search-params'
import { traceVersion } from '../../../../../trace-version'

type Props = {
  /** As they were at the instant. */
  readonly model: ModelDetailView
  readonly version: VersionDetailView
  /** The instant as the address has it. */
  readonly at: string
  readonly search: SearchParams
}

/** What a version was made from, which its commit says at any instant, and the stages that it was in then. */
export async function PastLineage({ model, version, at, search }: Props) {
  const viewer = await requireViewer()
  const { repo, name } = model
  const switches = parseSwitches(search)
  const answer = await findPipeline(viewer, { repo, commit: version.commit })
  if (answer.kind !== 'found') {
    return <NoPipeline kind={answer.kind} why={answer.kind === 'failed' ? answer.why : null} />
  }
  const path = versionHref({ repo, name, version: version.version })
  const view = await traceVersion(viewer, {
    ...{ model, found: version, pipeline: answer.pipeline, switches, users: 'none' },
    href: hrefWith(path, { at }),
  })
  return (
    <div className="flex flex-col gap-3">
      <p className="text-text-soft">
        What the version was made from, as its commit says, and the stages that it was in then. What
        was made from it is shown of the present alone, and links lead to the present.
      </p>
      <div className="flex flex-wrap gap-2">
        <Switches
          switches={switches}
          view={view}
          hasOthers={hasOthers(answer.pipeline, { switches, view })}
          href={(changed) => hrefWith(path, { tab: 'lineage', at, ...switchParams(changed) })}
        />
      </div>
      <Lineage
        view={view}
        layout={layoutGraph(view)}
        title={`Lineage of ${name} ${version.version}`}
      />
    </div>
  )
}
