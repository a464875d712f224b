import { redirect } from 'next/navigation'
import { CommandDialogs } from '@/components/command/command-dialogs'
import { ModelsView } from '@/components/model/models-view'
import type { NothingPart } from '@/components/model/no-models'
import { PastNotice } from '@/components/model/past-notice'
import { SearchHints } from '@/components/model/search-hints'
import { StaleNotice } from '@/components/repo/stale-notice'
import type { Tab } from '@/components/ui/tab-links'
import { SaveView } from '@/components/view/save-view'
import { findActor } from '@/lib/auth/find-actor'
import { listOwnNames } from '@/lib/auth/own-names'
import { decidePermission } from '@/lib/auth/permissions'
import { requireViewer } from '@/lib/auth/viewer'
import { getDatabase } from '@/lib/database/get-database'
import { type EmptyPart, explainNothing } from '@/lib/index/read/explain-nothing'
import { listMeasureNames, readMeasures } from '@/lib/index/read/list-measures'
import { listModels } from '@/lib/index/read/list-models'
import { readStages } from '@/lib/index/read/list-stages'
import { listWaitingStages } from '@/lib/promote/entry-point'
import { formatQuery } from '@/lib/search/format-query'
import { parseQuery } from '@/lib/search/parse-query'
import { hasFilter, MODEL_KIND, type Query } from '@/lib/search/query'
import { findUsualSort } from '@/lib/search/sort'
import type { FacetView } from '@/lib/views/model'
import { commandActions } from '../commands/command-actions'
import { readRepos } from '../read-repos'
import { firstParam, type SearchParams } from '../search-params'
import { createView } from '../views/actions'
import { addTyped, facetLinks } from './facet-links'
import { keptParams, type ModelSearch, modelSearchHref, parseModelSearch } from './model-search'
import { NoRows } from './no-rows'
import { tableState } from './table-links'

/** The tab of all types. */
const ALL_KINDS = 'all'

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
  const usual = search.kind ?? findUsualKind(query)
  const sort = search.sort ?? findUsualSort(query)
  const database = getDatabase()
  const viewer = await requireViewer()
  const actor = await findActor()
  const list = (kind: string) =>
    listModels(database, viewer, {
      ...{ query, sort, page: search.page, pageSize: search.pageSize },
      kind: kind === ALL_KINDS ? null : kind,
      now: new Date(),
      me: listOwnNames(actor),
    })
  const [first, stages, waiting, names, repos] = await Promise.all([
    list(usual),
    readStages(database, viewer),
    listWaitingStages(viewer),
    listMeasureNames(database, viewer),
    readRepos(),
  ])
  // Where only other types are found, nobody wants an empty tab of models.
  const isElsewhere = search.kind === null && first.total === 0 && first.facets.kinds.length > 0
  const kind = isElsewhere ? ALL_KINDS : usual
  const found = isElsewhere ? await list(kind) : first
  const { page, pageSize, total } = found
  const parts =
    total > 0 || search.q === ''
      ? []
      : await explainNothing(database, viewer, { query, now: new Date(), me: listOwnNames(actor) })
  const table = tableState({ ...search, sort }, stages)
  const measures = await readMeasures(database, found.items, table.measures)
  const now = Date.now()
  const mayPromote = decidePermission(actor, 'assign') === 'yes' ? 'yes' : 'no'
  const link = (to: number) => modelSearchHref({ ...search, page: to })
  return (
    <>
      <ModelsView
        found={found}
        facets={facetLinks(found.facets, { query, search, stages: stages.order })}
        tabs={listTabs(found.facets.kinds, search)}
        tab={kind}
        clearHref={search.q ? modelSearchHref({ ...search, q: '', page: 1 }) : null}
        waiting={waiting}
        table={{ ...table, mayPromote }}
        measures={measures}
        offered={[...new Set([...table.measures, ...names])]}
        now={now}
        keep={Object.entries({ ...keptParams(search), columns: null, q: search.q })}
        save={
          decidePermission(actor, 'own-views') === 'yes' ? (
            <SaveView search={{ ...keptParams(search), q: search.q }} save={createView} />
          ) : null
        }
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
        nothing={
          <NoRows
            search={search}
            total={total}
            repos={repos}
            parts={parts.map((part) => linkPart(part, search))}
          />
        }
      />
      <CommandDialogs actions={commandActions} />
    </>
  )
}

/** A part of a search that found nothing, with the addresses of searches that find something. */
function linkPart(
  { part, alone, rest, without, nearest }: EmptyPart,
  search: ModelSearch,
): NothingPart {
  const link = (query: Query) => modelSearchHref({ ...search, q: formatQuery(query), page: 1 })
  return {
    text: formatQuery(part),
    alone,
    without,
    withoutHref: link(rest),
    nearest: nearest.map((query) => ({ text: formatQuery(query), href: link(query) })),
  }
}

/** A tab for each type: models, then the others, then all of them. None where there are only models. */
function listTabs(kinds: FacetView, search: ModelSearch): readonly Tab[] {
  const others = kinds.filter(({ value }) => value !== MODEL_KIND)
  if (others.length === 0) return []
  const countOf = (kind: string) => kinds.find(({ value }) => value === kind)?.count ?? 0
  const tab = (kind: string, label: string, count: number): Tab => ({
    id: kind,
    label,
    count,
    href: modelSearchHref({ ...search, kind, page: 1 }),
  })
  return [
    tab(MODEL_KIND, 'Models', countOf(MODEL_KIND)),
    ...others.slice(0, MAX_TABS).map(({ value, count }) => tab(value, formatPlural(value), count)),
    tab(
      ALL_KINDS,
      'All',
      kinds.reduce((sum, { count }) => sum + count, 0),
    ),
  ]
}

/** `dataset` as `Datasets`. */
function formatPlural(type: string): string {
  return `${type.charAt(0).toUpperCase()}${type.slice(1)}${type.endsWith('s') ? '' : 's'}`
}

/** Types of artifacts that have a tab; the facet has the others. */
const MAX_TABS = 5

/** A search for a type is one over all types. */
function findUsualKind(query: Query): string {
  return hasFilter(query, 'type') ? ALL_KINDS : MODEL_KIND
}
