import type { FacetView } from '@/lib/views/model'
import { buttonClass } from '../ui/button-class'
import { Choice } from '../ui/choice'
import { hrefWith } from '../ui/href-with'
import { Icon } from '../ui/icon'

export type BoardChoice = {
  readonly label: string
  readonly owner: string
  readonly repo: string
}

type Props = {
  readonly choice: BoardChoice
  readonly facets: Readonly<Record<'labels' | 'owners' | 'repos', FacetView>>
  /** The past instant that is shown, as the address has it; empty: now. */
  readonly at?: string
}

const CHOICE_LOOK = 'min-w-32 sm:max-w-48'

/** The filters of the board: a form that works without scripts. */
export function BoardFilters({ choice, facets, at = '' }: Props) {
  const active = Object.values(choice).some((value) => value !== '')
  return (
    <form action="/stages" data-shows="" className="mb-4 flex flex-wrap items-end gap-2">
      {at === '' ? null : <input type="hidden" name="at" value={at} />}
      <Choice
        name="repo"
        label="Repository"
        value={choice.repo}
        any="All repositories"
        className={CHOICE_LOOK}
      >
        {options(facets.repos)}
      </Choice>
      <Choice
        name="label"
        label="Label"
        value={choice.label}
        any="All labels"
        className={CHOICE_LOOK}
      >
        {options(facets.labels)}
      </Choice>
      <Choice
        name="owner"
        label="Owner"
        value={choice.owner}
        any="All owners"
        className={CHOICE_LOOK}
      >
        {options(facets.owners)}
      </Choice>
      <button type="submit" className={buttonClass('primary')}>
        <Icon name="list-filter" />
        Filter
      </button>
      {active ? (
        <a href={hrefWith('/stages', { at })} className={buttonClass('quiet')}>
          Clear
        </a>
      ) : null}
    </form>
  )
}

/** By name: people look for one that they know. */
function options(facet: FacetView) {
  return facet
    .map(({ value }) => ({ value, label: value }))
    .toSorted((a, b) => a.label.localeCompare(b.label, 'en'))
}
