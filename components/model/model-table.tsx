import {
  columnVisibilityFeature,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useMemo } from 'react'
import { StageDot } from '../stage/stage-dot'
import { Icon } from '../ui/icon'
import { type CellContext, ModelCell } from './model-cell'
import { isMeasure, type ModelColumn, modelColumns } from './model-columns'
import { type ModelRows, PAGE_BOX_ID, SELECTION_ID, shownStages } from './model-rows'

const features = tableFeatures({ rowSortingFeature, columnVisibilityFeature })

/** What the table shows. */
export type TableContent = Omit<CellContext, 'signatures' | 'shown' | 'now'> & {
  readonly models: ModelRows
  readonly visible: readonly string[]
  /** The columns with metrics and params that are shown. */
  readonly measures: readonly string[]
  /** The column is null where the order is that of none, such as best matches first. */
  readonly sort: { readonly column: string | null; readonly direction: 'up' | 'down' }
  /** The address of a column's header. */
  readonly sortHrefs: Readonly<Record<string, string>>
}

type Props = {
  /** TableContent as JSON. */
  readonly content: string
  readonly now: number
}

/** Models, one per row. The server sorts, filters and pages. The address holds the state, so the table only shows it. */
export default function ModelTable({ content, now }: Props) {
  const sent = useMemo((): TableContent => JSON.parse(content), [content])
  const { models, visible, measures, sort, sortHrefs, stages, mayPromote, at } = sent
  const { signatures } = models
  const context = { stages, shown: shownStages(visible), signatures, now, mayPromote, at }
  const columns = useMemo(() => modelColumns(stages, { measures }), [stages, measures])
  const data = useMemo(() => [...models.rows], [models])
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
      sorting: sort.column === null ? [] : [{ id: sort.column, desc: sort.direction === 'down' }],
      columnVisibility: Object.fromEntries(columns.map(({ id }) => [id, visible.includes(id)])),
    },
  })
  const byId = new Map(columns.map((column) => [column.id, column]))
  // The table's own cell objects would be created for each value and are not needed.
  const shown = table.getVisibleLeafColumns().flatMap(({ id }) => byId.get(id) ?? [])

  return (
    <table className="data-table models">
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
                  className={isMeasure(column.id) ? 'cell-measure' : undefined}
                  aria-sort={sorted ? (sorted === 'desc' ? 'descending' : 'ascending') : undefined}
                >
                  {column.id === 'name' && mayPromote === 'yes' ? <PageBox /> : null}
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
      <tbody>
        {table.getRowModel().rows.map((row) => (
          <tr key={row.id}>
            {shown.map((column) => (
              <ModelCell key={column.id} column={column} model={row.original} context={context} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Selects the models of the page. It needs a script. */
function PageBox() {
  return (
    <input
      type="checkbox"
      id={PAGE_BOX_ID}
      form={SELECTION_ID}
      aria-label="Select all models of this page"
      className="noscript:hidden"
    />
  )
}

type HeaderProps = {
  readonly column: ModelColumn
  readonly stages: readonly string[]
  readonly sorted: false | 'asc' | 'desc'
  readonly href: string | undefined
}

function ColumnHeader({ column, stages, sorted, href }: HeaderProps) {
  const label =
    column.stage === null ? (
      column.label
    ) : (
      <>
        <StageDot stage={column.stage} order={stages} />
        <bdi>{column.label}</bdi>
      </>
    )
  if (!href) return label
  return (
    <a href={href} data-same={column.id}>
      {label}
      {sorted === 'asc' ? <Icon name="arrow-up" /> : null}
      {sorted === 'desc' ? <Icon name="arrow-down" /> : null}
    </a>
  )
}
