import { isMeasure, type ModelColumn, modelColumns } from '@/components/model/model-columns'
import type { TableContent } from '@/components/model/model-table'
import type { StageList } from '@/lib/index/read/list-stages'
import { formatModelSort, type ModelSort, parseModelSort } from '@/lib/search/sort'
import { type ModelSearch, modelSearchHref } from './model-search'

type TableState = Pick<TableContent, 'visible' | 'stages' | 'measures' | 'sort' | 'sortHrefs'>

/** Columns with metrics and params that one table has. */
const MAX_MEASURES = 20

type Sorted = ModelSearch & { readonly sort: ModelSort }

/** What the table shows of the address: its columns, which of them are visible, how it is sorted, where headers lead. */
export function tableState(search: Sorted, { order: stages, frequent }: StageList): TableState {
  const measures = [...new Set(search.columns?.filter(isMeasure))].slice(0, MAX_MEASURES)
  const columns = modelColumns(stages, { frequent, measures })
  const current = formatModelSort(search.sort)
  return {
    visible: columns
      .filter(({ id, usual }) => id === 'name' || (search.columns?.includes(id) ?? usual))
      .map(({ id }) => id),
    stages,
    measures,
    sort: {
      column: columns.find(({ sorts }) => sorts.includes(current))?.id ?? null,
      direction: search.sort.direction,
    },
    sortHrefs: Object.fromEntries(
      columns.flatMap((column) => {
        const sort = parseModelSort(nextSort(column, current) ?? '')
        return sort ? [[column.id, modelSearchHref({ ...search, sort, page: 1 })]] : []
      }),
    ),
  }
}

/** Each click on a header takes its next order. */
function nextSort({ sorts }: ModelColumn, current: string): string | undefined {
  return sorts[(sorts.indexOf(current) + 1) % sorts.length]
}
