import { Icon } from '../ui/icon'
import { UntrustedText } from '../ui/untrusted-text'

export type FacetValue = {
  readonly value: string
  readonly count: number
  readonly chosen: boolean
  /** Where choosing it, or letting it go, leads. */
  readonly href: string
}

export type Facet = {
  readonly id: string
  readonly title: string
  readonly values: readonly FacetValue[]
}

export const FACETS_ID = 'facets'

const SHOWN = 8
const MOST_MORE = 42

type Props = { readonly facets: readonly Facet[]; readonly clearHref: string | null }

/** What the models found have in common, with counts; a link narrows the search. */
export function ModelFacets({ facets, clearHref }: Props) {
  const filled = facets.filter((facet) => facet.values.length > 0)
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
          className="ms-auto grid size-8 place-items-center rounded-md text-text-soft hover:bg-raised xl:hidden"
        >
          <Icon name="x" />
        </button>
      </div>
      <div className="flex flex-col gap-4">
        {filled.map((facet) => (
          <FacetGroup key={facet.id} facet={facet} />
        ))}
      </div>
    </aside>
  )
}

function FacetGroup({ facet }: { readonly facet: Facet }) {
  const first = facet.values.filter((value, place) => place < SHOWN || value.chosen)
  const rest = facet.values.filter((value) => !first.includes(value)).slice(0, MOST_MORE)
  return (
    <section aria-labelledby={`facet-${facet.id}`}>
      <h3 id={`facet-${facet.id}`} className="mb-1 px-2 text-xs font-medium text-text-soft">
        {facet.title}
      </h3>
      <FacetValues values={first} />
      {rest.length > 0 ? (
        <details>
          <summary className="rounded-md px-2 py-1 text-xs text-text-faint hover:text-text">
            {rest.length} more
          </summary>
          <FacetValues values={rest} />
        </details>
      ) : null}
    </section>
  )
}

function FacetValues({ values }: { readonly values: readonly FacetValue[] }) {
  return (
    <ul>
      {values.map(({ value, count, chosen, href }) => (
        <li key={value}>
          <a
            href={href}
            aria-current={chosen ? 'true' : undefined}
            className="flex h-7 items-center gap-2 rounded-md px-2 text-text-soft -outline-offset-2 hover:bg-raised hover:text-text aria-[current]:bg-accent-soft aria-[current]:text-text"
          >
            <span title={value} className="truncate">
              <UntrustedText text={value} />
            </span>
            {chosen ? <Icon name="check" className="size-3.5 text-accent" /> : null}
            <span className="ms-auto text-xs text-text-faint">{count.toLocaleString('en')}</span>
          </a>
        </li>
      ))}
    </ul>
  )
}
