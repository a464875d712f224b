import type { ReactNode } from 'react'
import type { ModelPage } from '@/lib/index/views'
import { modelValue } from '../command/asked'
import { buttonClass } from '../ui/button-class'
import { Icon } from '../ui/icon'
import { PageHeader } from '../ui/page-header'
import { pageSummary } from '../ui/page-summary'
import { Pager } from '../ui/pager'
import { TablePanel } from '../ui/table-panel'
import { ColumnPicker } from './column-picker'
import { FACETS_ID, type Facet, ModelFacets } from './model-facets'
import { ModelTable, type ModelTableProps } from './model-table'
import { SelectionForm } from './selection-form'

type Props = {
  readonly found: ModelPage
  readonly facets: readonly Facet[]
  readonly clearHref: string | null
  readonly table: Pick<
    ModelTableProps,
    'columns' | 'visible' | 'stages' | 'sort' | 'sortHrefs' | 'now' | 'mayPromote'
  >
  readonly keep: readonly (readonly [name: string, value: string | number | null])[]
  readonly previousHref: string | null
  readonly nextHref: string | null
  /** What people should know first: failed syncs, words that were not understood. */
  readonly notices: ReactNode
  /** Stands where the table would, when there is no row to show. */
  readonly nothing: ReactNode
}

/** The models page: filters beside the table of models. */
export function ModelsView(props: Props) {
  const { found, facets, clearHref, table, keep, previousHref, nextHref, notices, nothing } = props
  const { items, total } = found
  const searchable = items.length > 0 || clearHref !== null
  return (
    <div className="flex items-start gap-5">
      {searchable ? <ModelFacets facets={facets} clearHref={clearHref} /> : null}
      <div className="min-w-0 flex-1">
        <PageHeader title="Models" count={total.toLocaleString('en')}>
          {searchable ? (
            <>
              <button
                type="button"
                popoverTarget={FACETS_ID}
                className={`${buttonClass('outline')} xl:hidden`}
              >
                <Icon name="list-filter" />
                Filters
              </button>
              <ColumnPicker columns={table.columns} visible={table.visible} keep={keep} />
            </>
          ) : null}
        </PageHeader>
        <div className="mb-3 flex flex-col gap-2 empty:hidden">{notices}</div>
        <Selectable models={items} mayPromote={table.mayPromote}>
          {items.length === 0 ? (
            nothing
          ) : (
            <TablePanel>
              <ModelTable {...table} models={items} />
            </TablePanel>
          )}
        </Selectable>
        {items.length === 0 ? null : (
          <Pager
            label="Pages of models"
            summary={pageSummary(found)}
            previous={previousHref ? { href: previousHref, label: 'Previous' } : null}
            next={nextHref ? { href: nextHref, label: 'Next' } : null}
          />
        )}
      </div>
    </div>
  )
}

type SelectableProps = Pick<ModelTableProps, 'models' | 'mayPromote'> & {
  readonly children: ReactNode
}

function Selectable({ models, mayPromote, children }: SelectableProps) {
  if (mayPromote === 'no') return children
  return <SelectionForm shown={models.map(modelValue)}>{children}</SelectionForm>
}
