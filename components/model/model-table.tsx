'use client'

import {
  columnVisibilityFeature,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useMemo } from 'react'
import type { ModelView } from '@/lib/index/views'
import { StageDot } from '../stage/stage-dot'
import { Icon } from '../ui/icon'
import { moveBetweenRows } from '../ui/move-between-rows'
import { selectOnKey } from '../ui/select-on-key'
import { isEmptyCell, ModelCell } from './model-cell'
import type { ModelColumn } from './model-columns'

const features = tableFeatures({ rowSortingFeature, columnVisibilityFeature })

export type ModelTableProps = {
  readonly models: readonly ModelView[]
  readonly columns: readonly ModelColumn[]
  readonly visible: readonly string[]
  readonly stages: readonly string[]
  readonly sort: { readonly column: string; readonly direction: 'up' | 'down' }
  /** Where a click on a column's header leads. */
  readonly sortHrefs: Readonly<Record<string, string>>
  readonly now: number
  /** Whether models can be selected, and promoted from the cells of stages. */
  readonly mayPromote: 'yes' | 'no'
}

/** Models, one a row. The server sorts, filters and pages; the address holds the state, so the table only shows it. */
export function ModelTable(props: ModelTableProps) {
  const { models, columns, visible, stages, sort, sortHrefs, now, mayPromote } = props
  const data = useMemo(() => [...models], [models])
  const definitions = useMemo(
    () => columns.map((column) => ({ id: column.id, meta: column, header: column.label })),
    [columns],
  )
  const table = useTable({
    features,
    data,
    columns: definitions,
    manualSorting: true,
    getRowId: (model) => `${model.repo}/${model.name}`,
    state: {
      sorting: [{ id: sort.column, desc: sort.direction === 'down' }],
      columnVisibility: Object.fromEntries(columns.map(({ id }) => [id, visible.includes(id)])),
    },
  })
  const byId = new Map(columns.map((column) => [column.id, column]))

  return (
    <table className="data-table">
      <caption className="sr-only">Models</caption>
      <thead>
        {table.getHeaderGroups().map((group) => (
          <tr key={group.id}>
            {group.headers.map((header) => {
              const column = byId.get(header.column.id)
              const sorted = header.column.getIsSorted()
              return column ? (
                <th
                  key={header.id}
                  scope="col"
                  aria-sort={sorted ? (sorted === 'desc' ? 'descending' : 'ascending') : undefined}
                >
                  <ColumnHeader
                    column={column}
                    stages={stages}
                    sorted={sorted}
                    href={sortHrefs[column.id]}
                  />
                </th>
              ) : null
            })}
          </tr>
        ))}
      </thead>
      <tbody
        onKeyDown={(event) => {
          selectOnKey(event)
          moveBetweenRows(event)
        }}
      >
        {table.getRowModel().rows.map((row) => (
          <tr key={row.id} className="relative">
            {row.getVisibleCells().map((cell) => {
              const column = byId.get(cell.column.id)
              return column ? (
                <td
                  key={cell.id}
                  data-label={column.id === 'name' ? undefined : column.label}
                  data-empty={isEmptyCell(column, row.original) || undefined}
                >
                  <ModelCell
                    column={column}
                    model={row.original}
                    stages={stages}
                    now={now}
                    mayPromote={mayPromote}
                  />
                </td>
              ) : null
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

type HeaderProps = {
  readonly column: ModelColumn
  readonly stages: readonly string[]
  readonly sorted: false | 'asc' | 'desc'
  readonly href: string | undefined
}

function ColumnHeader({ column, stages, sorted, href }: HeaderProps) {
  if (column.stage !== null) {
    return (
      <span className="flex items-center gap-1.5">
        <StageDot stage={column.stage} order={stages} />
        <bdi>{column.label}</bdi>
      </span>
    )
  }
  if (!href) return column.label
  return (
    <a
      href={href}
      className={`inline-flex items-center gap-1 hover:text-text [&_.icon]:size-3 ${sorted ? 'text-text' : ''}`}
    >
      {column.label}
      {sorted === 'asc' ? <Icon name="arrow-up" /> : null}
      {sorted === 'desc' ? <Icon name="arrow-down" /> : null}
    </a>
  )
}
