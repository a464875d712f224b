import { type ModelColumn, modelColumns } from '@/components/model/model-columns'
import type { TableContent } from '@/components/model/model-table'
import { type ModelSearch, type ModelSortParam, modelSearchHref } from './model-search'

type TableState = Pick<TableContent, 'visible' | 'stages' | 'sort' | 'sortHrefs'>

/** What the table shows of the address: its columns, which of them are visible, how it is sorted, where headers lead. */
export function tableState(search: ModelSearch, stages: readonly string[]): TableState {
  const columns = modelColumns(stages)
  const key = search.sort.replace(/^-/, '')
  const direction = search.sort.startsWith('-') ? 'down' : 'up'
  return {
    visible: columns
      .filter(({ id, usual }) => id === 'name' || (search.columns?.includes(id) ?? usual))
      .map(({ id }) => id),
    stages,
    sort: { column: columns.find((column) => column.sort?.key === key)?.id ?? 'name', direction },
    sortHrefs: Object.fromEntries(
      columns.flatMap((column) => {
        const sort = nextSort(column, search.sort)
        return sort ? [[column.id, modelSearchHref({ ...search, sort, page: 1 })]] : []
      }),
    ),
  }
}

/** A second click on the header of the sorted column reverses the order. */
function nextSort({ sort }: ModelColumn, current: ModelSortParam): ModelSortParam | null {
  if (!sort) return null
  const first = sort.first === 'up' ? sort.key : (`-${sort.key}` as const)
  const second = sort.first === 'up' ? (`-${sort.key}` as const) : sort.key
  return current === first ? second : first
}
