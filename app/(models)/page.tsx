import { CommandDialogs } from '@/components/command/command-dialogs'
import { ModelsView } from '@/components/model/models-view'
import { PastNotice } from '@/components/model/past-notice'
import { SearchHints } from '@/components/model/search-hints'
import { StaleNotice } from '@/components/repo/stale-notice'
import { findActor } from '@/lib/auth/find-actor'
import { listOwnNames } from '@/lib/auth/own-names'
import { decidePermission } from '@/lib/auth/permissions'
import { requireViewer } from '@/lib/auth/viewer'
import { getDatabase } from '@/lib/database/get-database'
import { listModels } from '@/lib/index/read/list-models'
import { listStages } from '@/lib/index/read/list-stages'
import { parseQuery } from '@/lib/search/parse-query'
import { findUsualSort } from '@/lib/search/sort'
import { commandActions } from '../commands/command-actions'
import { readRepos } from '../read-repos'
import { firstParam, type SearchParams } from '../search-params'
import { facetLinks } from './facet-links'
import { keptParams, modelSearchHref, parseModelSearch } from './model-search'
import { NoRows } from './no-rows'
import { tableState } from './table-links'

type Props = { readonly searchParams: Promise<SearchParams> }

export default async function ModelsPage({ searchParams }: Props) {
  const params = await searchParams
  const search = parseModelSearch(params)
  const { query, diagnostics } = parseQuery(search.q)
  const sort = search.sort ?? findUsualSort(query)
  const database = getDatabase()
  const viewer = await requireViewer()
  const actor = await findActor()
  const [found, stages, repos] = await Promise.all([
    listModels(database, viewer, {
      ...search,
      query,
      sort,
      now: new Date(),
      me: listOwnNames(actor),
    }),
    listStages(database, viewer),
    readRepos(),
  ])
  const { page, pageSize, total } = found
  const now = Date.now()
  const mayPromote = decidePermission(actor, 'assign') === 'yes' ? 'yes' : 'no'
  const link = (to: number) => modelSearchHref({ ...search, page: to })
  return (
    <>
      <ModelsView
        found={found}
        facets={facetLinks(found.facets, { query, search, stages })}
        clearHref={search.q ? modelSearchHref({ ...search, q: '', page: 1 }) : null}
        table={{ ...tableState({ ...search, sort }, stages), mayPromote }}
        now={now}
        keep={Object.entries({ ...keptParams(search), columns: null, q: search.q })}
        previousHref={page > 1 ? link(page - 1) : null}
        nextHref={page * pageSize < total ? link(page + 1) : null}
        notices={
          <>
            <PastNotice at={firstParam(params, 'at', 40)} />
            <StaleNotice repos={repos} now={now} />
            <SearchHints
              diagnostics={diagnostics}
              fixHref={({ from, to, fix }) => {
                const q = `${search.q.slice(0, from)}${fix}${search.q.slice(to)}`
                return fix === null ? null : modelSearchHref({ ...search, q, page: 1 })
              }}
            />
          </>
        }
        nothing={<NoRows search={search} total={total} repos={repos} />}
      />
      <CommandDialogs actions={commandActions} />
    </>
  )
}
