import { fieldClass } from '../ui/field-class'
import { Icon } from '../ui/icon'
import { UntrustedText } from '../ui/untrusted-text'
import { formatPlain } from '../ui/visible-text'

/** A value, the number of found models that have it, the address that adds or removes it, and what more is said of it. */
export type FacetValue = readonly [
  ...[value: string, count: number, href: string],
  chosen?: 'chosen' | null,
  tip?: string,
]

export type Facet = {
  readonly id: string
  readonly title: string
  readonly values: readonly FacetValue[]
  /** The fields that a search for a value keeps of the address; null for a facet with few values. */
  readonly kept: readonly (readonly [name: string, value: string])[] | null
}

/** More values than these are behind a summary, and can be searched. */
export const SHOWN = 8

/** The values of the found models with counts; a link narrows the search. `content` is Facet[] as JSON. */
export default function FacetGroups({ content }: { readonly content: string }) {
  const facets: readonly Facet[] = JSON.parse(content)
  return facets.map((facet) => <FacetGroup key={facet.id} facet={facet} />)
}

function FacetGroup({ facet: { id, title, values, kept } }: { readonly facet: Facet }) {
  const first = values.filter(([, , , chosen], place) => place < SHOWN || chosen)
  const rest = values.filter((value) => !first.includes(value))
  return (
    <section aria-labelledby={`facet-${id}`}>
      <h3 id={`facet-${id}`}>{title}</h3>
      {kept === null ? null : <FacetSearch id={id} title={title} values={values} kept={kept} />}
      <FacetValues of={id} values={first} />
      {rest.length > 0 ? (
        <details>
          <summary>{`${rest.length} more`}</summary>
          <FacetValues of={id} values={rest} />
        </details>
      ) : null}
    </section>
  )
}

type SearchProps = Pick<Facet, 'id' | 'title' | 'values'> & {
  readonly kept: NonNullable<Facet['kept']>
}

/** Adds a value of the facet, or the beginning of one, to the search. The browser completes it. */
function FacetSearch({ id, title, values, kept }: SearchProps) {
  return (
    <form action="/">
      {kept.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <input type="hidden" name="facet" value={id} />
      <input
        type="search"
        name="value"
        list={`values-${id}`}
        aria-label={`Find in ${title}`}
        placeholder="Find"
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        className={`${fieldClass} mb-1 h-7 w-full text-xs`}
      />
      <datalist id={`values-${id}`}>
        {values.slice(SHOWN).map(([value]) => (
          <option key={value} value={value} />
        ))}
      </datalist>
    </form>
  )
}

type ValuesProps = { readonly of: string; readonly values: readonly FacetValue[] }

/** The address of a value changes with the search, its name does not: owners of one name differ by their tips. */
function FacetValues({ of, values }: ValuesProps) {
  return (
    <ul>
      {values.map(([value, count, href, chosen, tip]) => (
        <li key={`${value} ${tip}`}>
          <a
            href={href}
            data-same={formatPlain(`${of} ${tip ?? value}`)}
            aria-current={chosen ? 'true' : undefined}
            data-tip={tip && formatPlain(tip)}
          >
            <UntrustedText text={value} />
            {chosen ? <Icon name="check" /> : null}
            <span>{count.toLocaleString('en')}</span>
          </a>
        </li>
      ))}
    </ul>
  )
}
