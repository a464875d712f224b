import { ExportLinks } from '@/components/event/export-links'
import { modelHref } from '@/components/model/model-href'
import { PastForm } from '@/components/past/past-bar'
import { IgnoredTagList } from '@/components/repo/ignored-tag-list'
import { hrefWith } from '@/components/ui/href-with'
import { Panel } from '@/components/ui/panel'
import { requireViewer } from '@/lib/auth/viewer'
import { getDatabase } from '@/lib/database/get-database'
import { listIgnoredTags } from '@/lib/index/read/list-ignored-tags'
import type { ModelDetailView } from '@/lib/views/model'
import { EventResults } from '../../../activity/event-results'
import { parseEventSearch } from '../../../activity/event-search'
import { findForgeLinks } from '../../../forge-links'
import type { SearchParams } from '../../../search-params'

type Props = {
  readonly model: ModelDetailView
  readonly stages: readonly string[]
  readonly search: SearchParams
}

/** The history tab: every event of the model, and its ignored tags. */
export async function ModelHistory({ model, stages, search }: Props) {
  const { repo, name: artifact } = model
  const viewer = await requireViewer()
  const ignored = await listIgnoredTags(getDatabase(), viewer, {
    ...{ repo, artifact, page: 1, pageSize: 50 },
  })
  // The list is of one model already.
  const { repo: _repo, model: _model, ...ownSearch } = search
  const { values } = parseEventSearch(ownSearch)
  const exported = { ...values, repo: `"${repo}"`, model: `"${artifact}"` }
  return (
    <div className="flex flex-col gap-4">
      <div>
        <EventResults
          path={modelHref(model)}
          place={{ tab: 'history' }}
          scope={{ repo, artifact }}
          search={ownSearch}
          repos={null}
          stages={stages}
        />
        <div className="flex flex-wrap items-center justify-between gap-2">
          <ExportLinks query={hrefWith('', exported)} />
          <PastForm path={modelHref(model)} at={null} />
        </div>
      </div>
      {ignored.items.length > 0 ? (
        <Panel title="Ignored tags" aside={ignored.total}>
          <IgnoredTagList tags={ignored.items} links={findForgeLinks(repo)} />
        </Panel>
      ) : null}
    </div>
  )
}
