import { redirect } from 'next/navigation'
import { CommandDialogs } from '@/components/command/command-dialogs'
import { ModelsView } from '@/components/model/models-view'
import { SearchHints } from '@/components/model/search-hints'
import { BusyPast, NoSuchInstant } from '@/components/past/past-bar'
import { PastPicker } from '@/components/past/past-picker'
import { StaleNotice } from '@/components/repo/stale-notice'
import { SaveView } from '@/components/view/save-view-form'
import { findActor } from '@/lib/auth/find-actor'
import { listOwnNames } from '@/lib/auth/own-names'
import { type Action, decidePermission } from '@/lib/auth/permissions'
import { requireViewer } from '@/lib/auth/viewer'
import { getDatabase } from '@/lib/database/get-database'
import { explainNothing } from '@/lib/index/read/explain-nothing'
import { listMeasureNames, readMeasures } from '@/lib/index/read/list-measures'
import { listModels } from '@/lib/index/read/list-models'
import { readStages } from '@/lib/index/read/list-stages'
import { listWaitingStages } from '@/lib/promote/entry-point'
import { MAX_COMMANDS } from '@/lib/promote/request/command-request'
import { formatQuery } from '@/lib/search/format-query'
import { formatMeasure } from '@/lib/search/measure-name'
import { parseInstant } from '@/lib/search/parse-instant'
import { parseQuery } from '@/lib/search/parse-query'
import { findUsualSort } from '@/lib/search/sort'
import { commandActions } from '../commands/command-actions'
import { prepareInstant } from '../prepare-instant'
import { readRepos } from '../read-repos'
import { firstParam, type SearchParams } from '../search-params'
import { createView } from '../views/actions'
import { findSavedName } from '../views/read-rail-views'
import { addTyped, facetLinks } from './facet-links'
import {
  addressParams,
  keptOverTime,
  keptParams,
  modelSearchHref,
  parseModelSearch,
  wholeSearchHref,
} from './model-search'
import { NoRows } from './no-rows'
import { PastHead } from './past-head'
import { tableState } from './table-links'
import { ALL_KINDS, findKindOf, findUsualKind, listTabs } from './type-tabs'

type Props = { readonly searchParams: Promise<SearchParams> }

export default async function ModelsPage({ searchParams }: Props) {
  const params = await searchParams
  const search = parseModelSearch(params)
  const { query, diagnostics } = parseQuery(search.q)
  const typed = firstParam(params, 'value', 200).trim()
  if (params.facet !== undefined) {
    const added = addTyped(query, firstParam(params, 'facet'), typed)
    redirect(modelSearchHref({ ...search, q: formatQuery(added), page: 1 }))
  }
  const at = search.at === '' ? undefined : parseInstant(search.at)
  if (at === null) return <NoSuchInstant path="/" text={search.at} />
  const usual = search.kind ?? findUsualKind(query)
  const sort = search.sort ?? findUsualSort(query)
  const database = getDatabase()
  const viewer = await requireViewer()
  if (at !== undefined && (await prepareInstant(viewer, at)) === 'busy') {
    return <BusyPast path="/" keep={keptOverTime(search)} at={search.at} />
  }
  const actor = await findActor()
  const searcher = { now: new Date(), me: listOwnNames(actor), at }
  const list = (kind: string) =>
    listModels(database, viewer, {
      ...{ query, sort, page: search.page, pageSize: search.pageSize },
      kind: findKindOf(kind),
      ...searcher,
    })
  const may = (action: Action) => at === undefined && decidePermission(actor, action) === 'yes'
  const link = (to: number) => modelSearchHref({ ...search, page: to })
  const [first, stages, waiting, names, repos, savedAs] = await Promise.all([
    list(usual),
    readStages(database, viewer, at),
    at === undefined ? listWaitingStages(viewer) : [],
    listMeasureNames(database, viewer),
    readRepos(),
    actor && may('own-views') ? findSavedName(actor, link(1)) : null,
  ])
  // Where only other types are found, the tab of all types is shown instead of an empty one of models.
  const isElsewhere = search.kind === null && first.total === 0 && first.facets.kinds.length > 0
  const kind = isElsewhere ? ALL_KINDS : usual
  const found = isElsewhere ? await list(kind) : first
  const { page, pageSize, total } = found
  const parts =
    total > 0 || search.q === ''
      ? []
      : await explainNothing(database, viewer, { query, ...searcher })
  const table = tableState({ ...search, sort }, stages)
  const measures = await readMeasures(database, found.items, { columns: table.measures, at })
  const now = at === undefined ? searcher.now.getTime() : at * 1000
  const mayPromote = may('assign') ? 'yes' : 'no'
  return (
    <>
      <ModelsView
        found={found}
        facets={facetLinks(found.facets, { query, search, stages: stages.order })}
        tabs={listTabs(found.facets.kinds, search)}
        tab={kind}
        clearHref={search.q ? modelSearchHref({ ...search, q: '', page: 1 }) : null}
        waiting={waiting}
        table={{ ...table, mayPromote, at: search.at }}
        measures={measures}
        offered={[
          ...new Set([
            ...table.measures,
            ...names.map((name) => formatMeasure({ name, stage: null })),
          ]),
        ]}
        selection={{ search: wholeSearchHref(search, kind), most: MAX_COMMANDS }}
        now={now}
        keep={Object.entries({ ...addressParams(search), columns: null })}
        tools={
          <>
            {may('own-views') ? (
              <SaveView
                search={{ ...keptParams(search), q: search.q }}
                savedAs={savedAs}
                save={createView}
              />
            ) : null}
            {at === undefined ? <PastPicker path="/" keep={keptOverTime(search)} /> : null}
          </>
        }
        bar={at === undefined ? null : <PastHead {...{ search, query, at }} />}
        previousHref={page > 1 ? link(page - 1) : null}
        nextHref={page * pageSize < total ? link(page + 1) : null}
        notices={
          <>
            {at === undefined ? <StaleNotice repos={repos} now={now} /> : null}
            <SearchHints
              diagnostics={diagnostics}
              fixHref={({ from, to, fix }) => {
                const q = `${search.q.slice(0, from)}${fix}${search.q.slice(to)}`
                return fix === null ? null : modelSearchHref({ ...search, q, page: 1 })
              }}
            />
          </>
        }
        nothing={<NoRows search={search} total={total} repos={repos} parts={parts} />}
      />
      {at === undefined ? <CommandDialogs actions={commandActions} /> : null}
    </>
  )
}
