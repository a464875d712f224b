import { Icon } from '../ui/icon'
import { DrawnFacets } from './drawn-parts'
import type { Facet } from './facet-groups'

export const FACETS_ID = 'facets'

type Props = { readonly facets: readonly Facet[]; readonly clearHref: string | null }

/** Filters beside the table; a sheet where there is no room. */
export function ModelFacets({ facets, clearHref }: Props) {
  const filled = facets.filter(({ values }) => values.length > 0)
  return (
    <aside id={FACETS_ID} popover="auto" aria-label="Filters" className="side-panel">
      <div className="mb-2 flex h-8 items-center gap-2">
        <h2 className="text-xs font-medium text-text-faint">Filters</h2>
        {clearHref ? (
          <a href={clearHref} className="text-xs text-accent hover:underline">
            Clear
          </a>
        ) : null}
        <button
          type="button"
          popoverTarget={FACETS_ID}
          popoverTargetAction="hide"
          aria-label="Close"
          className="icon-button ms-auto xl:hidden"
        >
          <Icon name="x" />
        </button>
      </div>
      <DrawnFacets content={JSON.stringify(filled)} />
    </aside>
  )
}
