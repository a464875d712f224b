import { compareManyHref } from '@/components/compare/version-ref'
import { findLatest } from '@/components/model/find-latest'
import { modelHref } from '@/components/model/model-href'
import { NoVersions, VersionTable } from '@/components/model/version-table'
import { buttonClass } from '@/components/ui/button-class'
import { hrefWith } from '@/components/ui/href-with'
import { pageSummary } from '@/components/ui/page-summary'
import { Pager } from '@/components/ui/pager'
import { requireViewer } from '@/lib/auth/viewer'
import { getDatabase } from '@/lib/database/get-database'
import { listVersions } from '@/lib/index/read/list-versions'
import type { ModelDetailView } from '@/lib/views/model'
import { openDirectionOf } from '../../../direction-of'
import { findForgeLinks } from '../../../forge-links'
import { countParam, type SearchParams } from '../../../search-params'

const PAGE_SIZE = 50

type Props = {
  readonly model: ModelDetailView
  readonly stages: readonly string[]
  readonly search: SearchParams
  readonly now: number
  readonly mayPromote: 'yes' | 'no'
}

/** The versions tab: one page of the model's versions. */
export async function ModelVersions({ model, stages, search, now, mayPromote }: Props) {
  const { repo, name, versionTotal: total } = model
  if (total === 0) return <NoVersions name={model.name} />
  const max = Math.max(1, Math.ceil(total / PAGE_SIZE))
  const page = countParam(search, 'page', { fallback: 1, max })
  const versions = await listVersions(getDatabase(), await requireViewer(), {
    repo,
    name,
    page,
    pageSize: PAGE_SIZE,
  })
  const link = (to: number) => hrefWith(modelHref(model), { tab: 'versions', page: to })
  return (
    <div>
      {total > 2 ? (
        <p className="mb-3">
          <a href={compareManyHref(model)} className={buttonClass('outline')}>
            Compare versions
          </a>
        </p>
      ) : null}
      <VersionTable
        versions={versions}
        all={model.versions}
        stages={stages}
        now={now}
        links={findForgeLinks(repo)}
        model={model}
        mayPromote={mayPromote}
        directionOf={openDirectionOf(findLatest(model))}
      />
      <Pager
        label="Pages of versions"
        summary={pageSummary({ page, pageSize: PAGE_SIZE, total })}
        previous={page > 1 ? { href: link(page - 1), label: 'Newer' } : null}
        next={page < max ? { href: link(page + 1), label: 'Older' } : null}
      />
    </div>
  )
}
