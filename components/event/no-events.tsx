import { CommandLine } from '../ui/command-line'
import { EmptyState } from '../ui/empty-state'
import { UntrustedText } from '../ui/untrusted-text'

/** A list without events and without filters. */
export function NoEvents() {
  return (
    <EmptyState icon="activity" title="Nothing has happened yet">
      <p>
        Every registry tag is an event: a version registered, a stage assigned or emptied, a model
        deprecated. The first one appears after, for example:
      </p>
      <CommandLine
        command={'git tag -a churn@v1.0.0 -m "First version"\ngit push origin churn@v1.0.0'}
      />
    </EmptyState>
  )
}

/** A page behind the oldest event: of an address that is not a link of the list, or after events have vanished. */
export function NoOlder() {
  return (
    <EmptyState icon="activity" title="No older events">
      <p>The list has no event before this place. Newest leads to its beginning.</p>
    </EmptyState>
  )
}

export type FruitlessFilter = {
  /** Of its field: "Person". */
  readonly label: string
  readonly value: string
  /** Whether it finds events without the others. */
  readonly alone: 'some' | 'none'
  /** The same list without it. */
  readonly without: string
}

type Props = { readonly filters: readonly FruitlessFilter[] }

/** A list whose filters leave nothing: which of them finds nothing, and each with a link that removes it. */
export function NoMatch({ filters }: Props) {
  const alone = filters.filter((filter) => filter.alone === 'none')
  return (
    <EmptyState icon="search-x" title="No event matches">
      <p>
        {alone.length === 0
          ? 'Each filter finds events, but no event matches all of them.'
          : 'No event at all matches:'}
      </p>
      <ul className="flex flex-col gap-1">
        {(alone.length === 0 ? filters : alone).map(({ label, value, without }) => (
          <li key={label} className="flex flex-wrap items-center gap-x-3">
            <span>
              {label}{' '}
              <span className="text-text">
                <UntrustedText text={value} max={300} />
              </span>
            </span>
            <a href={without} className="text-accent hover:underline">
              Remove {label}
            </a>
          </li>
        ))}
      </ul>
    </EmptyState>
  )
}
