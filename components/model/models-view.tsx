import type { ReactNode } from 'react'
import type { WaitingStageView } from '@/lib/views/board'
import type { ModelPage } from '@/lib/views/model'
import { buttonClass } from '../ui/button-class'
import { hashText } from '../ui/hash-text'
import { Icon } from '../ui/icon'
import { PageHeader } from '../ui/page-header'
import { pageSummary } from '../ui/page-summary'
import { Pager } from '../ui/pager'
import { type Tab, TabLinks } from '../ui/tab-links'
import { ColumnPicker } from './column-picker'
import { DrawnModelTable } from './drawn-parts'
import type { Facet } from './facet-groups'
import { modelColumns } from './model-columns'
import { FACETS_ID, ModelFacets } from './model-facets'
import { modelRows } from './model-rows'
import type { TableContent } from './model-table'
import { SelectionBar, type SelectionProps } from './selection-bar'

type Props = {
  readonly found: ModelPage
  readonly facets: readonly Facet[]
  /** One for each type; none where there are only models. */
  readonly tabs: readonly Tab[]
  readonly tab: string
  readonly clearHref: string | null
  readonly table: Omit<TableContent, 'models'>
  /** Of the columns with metrics and params: by `REPO/NAME`, and then by column. */
  readonly measures: ReadonlyMap<string, Readonly<Record<string, string>>>
  /** The metrics and params that can be columns. */
  readonly offered: readonly string[]
  /** The open requests for stages. */
  readonly waiting: readonly WaitingStageView[]
  readonly selection: Pick<SelectionProps, 'search' | 'most'>
  readonly now: number
  readonly keep: readonly (readonly [name: string, value: string | number | null])[]
  readonly previousHref: string | null
  readonly nextHref: string | null
  /** Beside the columns. */
  readonly tools: ReactNode
  /** Above all; null where the present is shown. */
  readonly bar: ReactNode
  /** Notices above the table: failed syncs, unknown qualifiers. */
  readonly notices: ReactNode
  /** Replaces a table without rows. */
  readonly nothing: ReactNode
}

/** The models page: filters beside the table of models. */
export function ModelsView(props: Props) {
  const { found, facets, tabs, tab, clearHref, table, now, keep, previousHref, nextHref } = props
  const { waiting, measures, offered, selection, notices, nothing } = props
  const { items, total } = found
  const content: TableContent = {
    ...table,
    models: modelRows(items, table.visible, { waiting, measures }),
  }
  const sent = JSON.stringify(content)
  const searchable = items.length > 0 || clearHref !== null || tabs.length > 0
  return (
    <div className="flex flex-col gap-4">
      {props.bar}
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
                <ColumnPicker
                  columns={modelColumns(table.stages, { measures: offered })}
                  visible={table.visible}
                  keep={keep}
                />
                {props.tools}
              </>
            ) : null}
          </PageHeader>
          {tabs.length > 0 ? (
            <div className="mb-3">
              <TabLinks label="Types" tabs={tabs} current={tab} />
            </div>
          ) : null}
          <div className="mb-3 flex flex-col gap-2 empty:hidden">{notices}</div>
          {items.length === 0 ? nothing : <DrawnModelTable content={sent} now={now} />}
          {table.mayPromote === 'yes' ? (
            <SelectionBar rows={hashText(sent)} total={total} {...selection} />
          ) : null}
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
    </div>
  )
}
